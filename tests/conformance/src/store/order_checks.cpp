#include "store/group.h"
#include "store/lookalikes.h"

namespace sessionstore::conformance {
namespace {

void order_is_that_of_bytes(SessionStore& store) {
  Texts backwards(lookalikes().rbegin(), lookalikes().rend());
  for (const std::string& id : backwards) store.create_session(make_session(id, id));
  const Texts& expected = lookalikes();
  require_equal("ids by prefix", store.find_session_ids("", 100), expected);
  Texts inventory;
  for (const SessionEntry& entry : store.inventory().sessions) inventory.push_back(entry.id);
  require_equal("inventory", inventory, expected);
  Texts projects;
  for (const ProjectSummary& project : store.list_projects()) projects.push_back(project.id);
  require_equal("projects", projects, expected);
  for (const std::string& key : backwards) store.put_record("a", make_record("kind", key, "1"));
  Texts keys;
  for (const Record& record : store.read_records("a")) keys.push_back(record.key);
  require_equal("keys of records", keys, expected);
}

void prefixes_are_bytes(SessionStore& store) {
  for (const std::string& id : lookalikes()) store.create_session(make_session(id));
  require_equal("Make", store.find_session_ids("Make", 100), Texts{"Makefile"});
  require_equal("re", store.find_session_ids("re", 100), Texts{"resume", "re\u0301sume\u0301"});
  require_equal("no pattern", store.find_session_ids("a%", 100), Texts{"a%"});
  require_equal("no pattern", store.find_session_ids("_", 100), Texts{});
  require_equal("limited", store.find_session_ids("a", 2), Texts{"a", "a\t"});
  require_equal("none", store.find_session_ids("zzz", 10), Texts{});
}

}  // namespace

void add_order_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("order", checks);
  group.with_store("sessions, projects and records are ordered by bytes", order_is_that_of_bytes);
  group.with_store("a prefix is of bytes, and no pattern", prefixes_are_bytes);
  group.with_store("bytes of UTF-8 count, not units of UTF-16", [](SessionStore& store) {
    // As UTF-16 the rocket (D83D) comes before U+FF5E.
    for (const char* const id : {"🚀", "\uFF5E", "z"}) store.create_session(make_session(id));
    const Texts expected = {"z", "\uFF5E", "🚀"};
    require_equal("ids", store.find_session_ids("", 10), expected);
  });
  group.with_store("a prefix of one whole id finds it", [](SessionStore& store) {
    const std::string longest(kMaxIdBytes, 'x');
    store.create_session(make_session(longest));
    store.create_session(make_session("\U0010FFFF\U0010FFFF"));
    require_equal("longest", store.find_session_ids(longest, 10), Texts{longest});
    require_equal("last character", store.find_session_ids("\U0010FFFF", 10).size(), 1);
  });
  group.with_store("ids are found 1 to 10,000 at a time", [](SessionStore& store) {
    for (const std::int64_t limit : {0, -1, 10'001}) {
      require_error("limit " + std::to_string(limit), ErrorCode::invalid_argument,
                    [&] { store.find_session_ids("s", limit); });
    }
    require("10,000 is allowed", store.find_session_ids("s", 10'000).empty());
  });
}

}  // namespace sessionstore::conformance
