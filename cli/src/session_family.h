#pragma once

#include <sessionstore/store.h>

#include <set>
#include <string>
#include <vector>

namespace sessionstore::cli {

/// Sessions, and the projects that own them.
struct SessionFamily {
  std::set<std::string> sessions;
  std::set<std::string> projects;
};

/// The sessions named and all their descendants. Looks at every session of the store.
SessionFamily family_of(SessionStore& store, const std::vector<std::string>& ids);

/// Calls `use` with every session that `query` finds, page by page.
template <typename Use>
void for_each_session(SessionStore& store, SessionQuery query, const Use& use) {
  query.limit = 10000;
  do {
    const SessionPage page = store.list_sessions(query);
    for (const Session& session : page.sessions) {
      use(session);
    }
    query.after = page.next;
  } while (query.after);
}

}  // namespace sessionstore::cli
