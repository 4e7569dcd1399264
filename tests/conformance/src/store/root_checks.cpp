// Which sessions a list without children shows (roots.h), whatever their parents are.
#include <fmt/format.h>
#include <sessionstore/fingerprint.h>

#include <algorithm>
#include <set>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

void add(SessionStore& store, const std::string& id, const std::string& parent,
         Millis updated = 1'000, const std::string& project = "p") {
  Session session = make_session(id, project, updated);
  if (!parent.empty()) session.parent_id = parent;
  store.create_session(session);
}

Texts listed(SessionStore& store, SessionQuery query = {}) {
  Texts ids;
  do {
    const SessionPage page = store.list_sessions(query);
    for (const Session& session : page.sessions) ids.push_back(session.id);
    query.after = page.next;
  } while (query.after);
  return ids;
}

void without_its_parent(SessionStore& store) {
  add(store, "orphan", "gone", 3);
  add(store, "its_child", "orphan", 2);
  add(store, "root", "", 1);
  require_equal("roots", listed(store), Texts{"orphan", "root"});
  add(store, "gone", "", 4);
  require_equal("once the parent is there", listed(store), Texts{"gone", "root"});
}

void once_the_parent_is_removed(SessionStore& store) {
  add(store, "parent", "", 2);
  add(store, "child", "parent", 1);
  try {
    store.remove_session("parent", fingerprint_of(store, "parent"));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::constraint) throw;
    return;  // a store that only deletes families has no orphans of its own making
  }
  require_equal("roots", listed(store), Texts{"child"});
}

void circles(SessionStore& store) {
  add(store, "self", "self", 9);
  add(store, "a", "b", 2);
  add(store, "b", "a", 8);
  add(store, "z", "x", 7);
  add(store, "x", "y", 6);
  add(store, "y", "z", 5);
  add(store, "hangs_on_it", "y", 4);
  add(store, "below_that", "hangs_on_it", 3);
  require_equal("roots", listed(store), Texts{"self", "x", "a"});
}

void archived_ones(SessionStore& store) {
  add(store, "orphan", "gone", 2);
  add(store, "parent", "", 3);
  add(store, "child", "parent", 1);
  store.archive_session("orphan", 5);
  store.archive_session("parent", 5);
  require_equal("a child of an archived one is none", listed(store), Texts{});
  SessionQuery query;
  query.archived = true;
  Texts ids = listed(store, query);
  std::ranges::sort(ids);
  require_equal("with archived ones", ids, Texts{"orphan", "parent"});
}

void filtered(SessionStore& store) {
  add(store, "here", "gone", 2);
  add(store, "elsewhere", "gone", 1, "q");
  SessionQuery query;
  query.project_id = "q";
  require_equal("of a project", listed(store, query), Texts{"elsewhere"});
  query.author = "nobody";
  require_equal("of an author", listed(store, query), Texts{});
}

/// Roots of every kind, between children, many with equal times.
void in_pages(SessionStore& store) {
  Texts newest_first;
  for (int i = 119; i >= 0; --i) {
    const std::string id = fmt::format("s{:03}", i);
    const std::string parent = i % 3 == 0 ? "" : i % 3 == 1 ? "gone" : fmt::format("s{:03}", i - 2);
    add(store, id, parent, 1'000 + i / 7);
    if (i % 3 != 2) newest_first.push_back(id);
  }
  for (const std::int64_t limit : {1, 7, 50, 1'000}) {
    SessionQuery query;
    query.limit = limit;
    for (const bool archived : {false, true}) {
      query.archived = archived;
      require_equal(fmt::format("{} to a page", limit), listed(store, query), newest_first);
    }
  }
}

}  // namespace

void add_root_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("roots", checks);
  group.with_store("a child whose parent is not there is one", without_its_parent);
  group.with_store("a child whose parent is removed becomes one", once_the_parent_is_removed);
  group.with_store("of a circle of parents the least id is one", circles);
  group.with_store("an archived parent is there all the same", archived_ones);
  group.with_store("children without parents are filtered as others are", filtered);
  group.with_store("pages of any size give each root once, the newest first", in_pages);
}

}  // namespace sessionstore::conformance
