// What SessionStore does where a backend has nothing better.
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/store.h>

#include <utility>

namespace sessionstore {
namespace {

SessionState state_of(const Session& session, const Digest& fingerprint) {
  return {session.id,     session.project_id, session.parent_id,
          session.author, session.title,      fingerprint.hex()};
}

template <typename Use>
void for_each_session(SessionStore& store, const std::optional<std::string>& project_id,
                      const Use& use) {
  SessionQuery query;
  query.project_id = project_id;
  query.children = query.archived = true;
  query.sums = false;
  query.limit = 1000;
  do {
    SessionPage page = store.list_sessions(query);
    for (Session& session : page.sessions) use(session);
    query.after = page.next;
  } while (query.after);
}

bool has_children(SessionStore& store, std::string_view id) {
  bool found = false;
  for_each_session(store, std::nullopt, [&](const Session& session) {
    found = found || (session.parent_id == id && session.id != id);
  });
  return found;
}

}  // namespace

ColumnReport SessionStore::check_columns(const ColumnCheck& /*check*/) { return {}; }

std::string SessionStore::identity() { return location(); }

std::map<std::string, std::string> SessionStore::project_names() {
  std::map<std::string, std::string> names;
  for (const ProjectSummary& project : list_projects()) {
    names.emplace(project.id, project.id);
    for (const std::string& alias : project.aliases) names.emplace(alias, project.id);
  }
  return names;
}

std::vector<SessionState> SessionStore::session_states(
    const std::optional<std::string>& project_id) {
  std::vector<std::string> ids;
  for_each_session(*this, project_id,
                   [&](Session& session) { ids.push_back(std::move(session.id)); });
  return find_session_states(ids);
}

std::vector<SessionState> SessionStore::find_session_states(std::span<const std::string> ids) {
  std::vector<SessionState> states;
  for (const std::string& id : ids) {
    const std::optional<Session> session = find_session(id);
    const std::optional<StoredSession> stored = find_stored(id);
    if (session && stored) states.push_back(state_of(*session, stored->fingerprint));
  }
  return states;
}

std::vector<Tombstone> SessionStore::find_tombstones(std::span<const std::string> /*ids*/) {
  return {};
}

bool SessionStore::remove_session(std::string_view id, const Digest& expected) {
  const std::optional<StoredSession> stored = find_stored(id);
  if (!stored) return false;
  if (stored->fingerprint != expected) {
    throw Error(ErrorCode::conflict, fmt::format("session '{}' was changed by someone else", id),
                "run the same command again");
  }
  // delete_session() would take them along.
  if (has_children(*this, id)) {
    throw Error(ErrorCode::constraint, fmt::format("session '{}' has children", id),
                "delete them first");
  }
  return delete_session(id) != 0;
}

}  // namespace sessionstore
