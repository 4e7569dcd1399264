#include "session_family.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace sessionstore::cli {

SessionFamily family_of(SessionStore& store, const std::vector<std::string>& ids) {
  std::multimap<std::string, std::string> children;
  std::map<std::string, std::string> projects;
  SessionQuery query;
  query.children = true;
  query.archived = true;
  query.sums = false;
  for_each_session(store, query, [&](const Session& session) {
    projects.emplace(session.id, session.project_id);
    if (session.parent_id) {
      children.emplace(*session.parent_id, session.id);
    }
  });

  SessionFamily family;
  std::vector<std::string> open = ids;
  while (!open.empty()) {
    const std::string id = open.back();
    open.pop_back();
    if (!family.sessions.insert(id).second) {
      continue;
    }
    if (const auto project = projects.find(id); project != projects.end()) {
      family.projects.insert(project->second);
    }
    const auto [first, last] = children.equal_range(id);
    std::transform(first, last, std::back_inserter(open),
                   [](const auto& pair) { return pair.second; });
  }
  return family;
}

}  // namespace sessionstore::cli
