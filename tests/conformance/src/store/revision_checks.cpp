#include <algorithm>
#include <set>

#include "at_once.h"
#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void each_write_counts_one(SessionStore& store) {
  Revision last = store.create_session(make_session("s")).revision;
  const auto require_next = [&](std::string_view what, Revision revision) {
    require_equal(what, revision, ++last);
    require_equal("the session's after it", store.find_session("s")->revision, last);
  };
  require_next("append_message", store.append_message("s", make_turn("m", 2)).revision);
  require_next("append_part", store.append_part("s", "m", text_part("p", "")).revision);
  require_next("update_message", store.update_message("s", make_message("m")));
  require_next("update_part", store.update_part("s", "m", text_part("m-0", "a")));
  require_next("grow_part", store.grow_part("s", "m", "m-0", "b"));
  require_next("put_record", store.put_record("s", make_record("k", "", "1")));
  require_next("put_record again", store.put_record("s", make_record("k", "", "1")));
  require_next("rename_session", store.rename_session("s", "t"));
  require_next("rename_session to the same", store.rename_session("s", "t"));
  require_next("archive_session", store.archive_session("s", 1));
  require("the record was there", store.delete_record("s", "k", ""));
  require_equal("delete_record", store.find_session("s")->revision, ++last);
}

void a_row_has_that_of_its_change(SessionStore& store) {
  store.create_session(make_session("s"));
  const Revision first = store.append_message("s", make_turn("m", 2)).revision;
  const Revision second = store.append_message("s", make_turn("n", 1)).revision;
  const Revision third = store.update_part("s", "m", text_part("m-1", "x"));
  const Revision fourth = store.update_message("s", make_message("n"));
  const auto turns = store.read_messages("s", 0, 10);
  require_equal("the first message", turns.at(0).message.revision, first);
  require_equal("its first part", turns[0].parts.at(0).revision, first);
  require_equal("its second part", turns[0].parts.at(1).revision, third);
  require_equal("the second message", turns.at(1).message.revision, fourth);
  require_equal("its part", turns[1].parts.at(0).revision, second);
}

void reads_count_nothing(SessionStore& store) {
  put_sample(store, "s");
  const Revision before = store.find_session("s")->revision;
  store.find_stored("s");
  archive_session(store, "s");
  store.read_messages("s", 0, 10);
  store.inventory();
  store.find_stored("s");
  require("no record deleted", !store.delete_record("s", "todo", "another key"));
  require_equal("revision", store.find_session("s")->revision, before);
}

}  // namespace

void add_revision_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("revisions", checks);
  group.with_store("each write counts one, and returns it", each_write_counts_one);
  group.with_store("a row has the one of its own last change", a_row_has_that_of_its_change);
  group.with_store("reads, and writes without effect, count nothing", reads_count_nothing);
  group.with_store("of writers at once are all different", [](SessionStore& store) {
    put_sample(store, "s");
    std::vector<std::vector<Revision>> given(8);
    at_once(8, [&](int thread) {
      for (int i = 0; i < 10; ++i) {
        const std::string name = std::to_string(thread);
        auto& mine = given[static_cast<std::size_t>(thread)];
        mine.push_back(thread % 2 == 0 ? store.rename_session("s", name)
                                       : store.put_record("s", make_record("k", name, "1")));
      }
    });
    std::set<Revision> all;
    for (const auto& mine : given) {
      require("each writer's go up", std::is_sorted(mine.begin(), mine.end()));
      all.insert(mine.begin(), mine.end());
    }
    require_equal("different ones", all.size(), 80);
    require_equal("the session's", store.find_session("s")->revision, *all.rbegin());
  });
  group.with_store("go on where a session is replaced", [](SessionStore& store) {
    put_sample(store, "s");
    const Revision before = store.find_session("s")->revision;
    restore_session(store, archive_session(store, "s"), store.find_stored("s")->fingerprint);
    const Session after = require_some("the session", store.find_session("s"));
    require("a writer from before would see the change", after.revision > before);
    require_error("it does", ErrorCode::conflict, [&] { store.rename_session("s", "t", before); });
  });
}

}  // namespace sessionstore::conformance
