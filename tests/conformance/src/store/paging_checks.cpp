#include <fmt/format.h>

#include <functional>
#include <utility>

#include "store/group.h"

namespace sessionstore::conformance {
namespace {

Texts ids_of(const SessionPage& page) {
  Texts ids;
  for (const Session& session : page.sessions) ids.push_back(session.id);
  return ids;
}

// Reads page after page; `between` is called after each one.
Texts read_pages(
    SessionStore& store, SessionQuery query, const std::function<void()>& between = [] {}) {
  Texts all;
  do {
    const SessionPage page = store.list_sessions(query);
    require("a page holds no more than was asked for",
            std::cmp_less_equal(page.sessions.size(), query.limit));
    const Texts ids = ids_of(page);
    all.insert(all.end(), ids.begin(), ids.end());
    if (page.next) query.after = PageKey::from_text(page.next->to_text());
    if (!page.next) break;
    between();
  } while (all.size() < 1'000);
  return all;
}

void fill_pages(SessionStore& store) {
  for (int i = 0; i < 25; ++i) {
    store.create_session(make_session(fmt::format("ses_{}", 100 + i), "p", 1'000 + i / 10));
  }
}

Texts newest_first() {
  Texts ids;
  for (int i = 24; i >= 0; --i) ids.push_back(fmt::format("ses_{}", 100 + i));
  return ids;
}

void each_limit_gives_the_same(SessionStore& store) {
  fill_pages(store);
  for (const std::int64_t limit : {1, 2, 3, 4, 5, 7, 10, 24, 25, 26, 10'000}) {
    SessionQuery query;
    query.limit = limit;
    require_equal(fmt::format("pages of {}", limit), read_pages(store, query), newest_first());
  }
}

void sessions_that_come_meanwhile(SessionStore& store) {
  fill_pages(store);
  SessionQuery query;
  query.limit = 4;
  // Each is newer than what is still to come, so it belongs on a page that was read already.
  int number = 0;
  const Texts read = read_pages(store, query, [&] {
    store.create_session(make_session(fmt::format("new_{}", ++number), "p", 5'000));
  });
  require_equal("sessions", read, newest_first());
}

void filters(SessionStore& store) {
  Session child = make_session("child", "p", 4);
  child.parent_id = "root";
  Session archived = make_session("archived", "p", 3);
  archived.archived = 5;
  Session other = make_session("other", "q", 2);
  other.author = "bob";
  for (const Session& one : {make_session("root", "p", 1), child, archived, other}) {
    store.create_session(one);
  }
  const auto list = [&](const SessionQuery& query) { return ids_of(store.list_sessions(query)); };
  SessionQuery query;
  require_equal("all", list(query), Texts{"other", "root"});
  query.author = "bob";
  require_equal("of an author", list(query), Texts{"other"});
  query.project_id = "p";
  require_equal("of an author elsewhere", list(query), Texts{});
  query.author.reset();
  require_equal("of a project", list(query), Texts{"root"});
  query.children = true;
  require_equal("with children", list(query), Texts{"child", "root"});
  query.archived = true;
  require_equal("with both", list(query), Texts{"child", "archived", "root"});
  query.children = false;
  require_equal("with archived ones", list(query), Texts{"archived", "root"});
  query.limit = 1;
  require_equal("the same in pages", read_pages(store, query), Texts{"archived", "root"});
  query.project_id = "none";
  require_equal("of a project that is not there", list(query), Texts{});
}

}  // namespace

void add_paging_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("paging", checks);
  group.with_store("pages of any size give each session once, equal times too",
                   each_limit_gives_the_same);
  group.with_store("sessions that come meanwhile neither repeat nor hide one",
                   sessions_that_come_meanwhile);
  group.with_store("a list leaves out what was not asked for", filters);
  group.with_store("a page holds 1 to 10,000 sessions", [](SessionStore& store) {
    for (const std::int64_t limit : {0, -1, 10'001}) {
      SessionQuery query;
      query.limit = limit;
      require_error("limit " + std::to_string(limit), ErrorCode::invalid_argument,
                    [&] { store.list_sessions(query); });
    }
  });
  group.with_store("a page begins behind a key whose session is gone", [](SessionStore& store) {
    fill_pages(store);
    SessionQuery query;
    query.limit = 5;
    query.after = store.list_sessions(query).next;
    require_equal("deleted", store.delete_session(query.after->id), 1);
    require_equal("the next one", store.list_sessions(query).sessions.at(0).id, "ses_119");
  });
  group.with_store("what was changed last comes first", [](SessionStore& store) {
    fill_pages(store);
    store.rename_session("ses_103", "changed");
    SessionQuery query;
    query.limit = 1;
    require_equal("first", ids_of(store.list_sessions(query)), Texts{"ses_103"});
  });
  group.with_store("a session moves between lists as it is archived", [](SessionStore& store) {
    store.create_session(make_session("s"));
    store.archive_session("s", 5);
    require_equal("once archived", ids_of(store.list_sessions({})), Texts{});
    store.archive_session("s", std::nullopt);
    require_equal("once it is not", ids_of(store.list_sessions({})), Texts{"s"});
  });
  group.with_store("a listed session is whole", [](SessionStore& store) {
    put_sample(store, "s");
    const Session listed = store.list_sessions({}).sessions.at(0);
    const Session found = require_some("the session", store.find_session("s"));
    require_equal("title", listed.title, found.title);
    require_equal("data", listed.data, found.data);
    require_equal("message_count", listed.message_count, 2);
    require_equal("input_tokens", listed.input_tokens, 20);
    require_equal("revision", listed.revision, found.revision);
  });
}

}  // namespace sessionstore::conformance
