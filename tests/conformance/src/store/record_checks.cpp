#include "store/group.h"

namespace sessionstore::conformance {
namespace {

using Records = std::vector<Record>;

void made_replaced_and_deleted(SessionStore& store) {
  store.create_session(make_session("s"));
  store.put_record("s", make_record("todo", "", "[]"));
  store.put_record("s", make_record("diff", "b", "[1]"));
  store.put_record("s", make_record("diff", "a", "[2]"));
  store.put_record("s", make_record("diff", "b", "[4]"));
  require_equal("records", store.read_records("s"),
                Records{make_record("diff", "a", "[2]"), make_record("diff", "b", "[4]"),
                        make_record("todo", "", "[]")});
  require("there was one", store.delete_record("s", "todo", ""));
  require("there is none any more", !store.delete_record("s", "todo", ""));
  require_equal("records left", store.read_records("s").size(), 2);
}

}  // namespace

void add_record_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("records", checks);
  group.with_store("are made, replaced, read in order and deleted", made_replaced_and_deleted);
  group.with_store("belong to one session", [](SessionStore& store) {
    for (const char* const id : {"s", "t"}) {
      store.create_session(make_session(id));
      store.put_record(id, make_record("todo", "", '"' + std::string(id) + '"'));
    }
    store.delete_record("s", "todo", "");
    require_equal("of the other one", store.read_records("t").at(0).data.text(), R"("t")");
  });
  group.with_store("are made again once deleted", [](SessionStore& store) {
    store.create_session(make_session("s"));
    const Record record = make_record("todo", "k", "1");
    const Revision first = store.put_record("s", record);
    store.delete_record("s", "todo", "k");
    require("its revision is newer", store.put_record("s", record) > first);
    require_equal("records", store.read_records("s"), Records{record});
  });
  group.with_store("keep kind and key apart", [](SessionStore& store) {
    store.create_session(make_session("s"));
    const Records all = {make_record("a", "", "1"), make_record("a", "b", "2"),
                         make_record("a", "b/c", "3"), make_record("a/b", "c", "4"),
                         make_record("ab", "", "5")};
    for (const Record& record : all) store.put_record("s", record);
    require_equal("records", store.read_records("s"), all);
  });
  group.with_store("change the session's fingerprint", [](SessionStore& store) {
    put_sample(store, "s");
    const Digest before = store.find_stored("s")->fingerprint;
    store.put_record("s", make_record("extra", "", "1"));
    require("once there is one more", store.find_stored("s")->fingerprint != before);
    store.delete_record("s", "extra", "");
    require_equal("once it is gone", store.find_stored("s")->fingerprint, before);
  });
}

}  // namespace sessionstore::conformance
