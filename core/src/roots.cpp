#include <sessionstore/roots.h>

#include <algorithm>
#include <vector>

namespace sessionstore {

bool ParentCircles::is_root(const std::string& id) {
  std::vector<std::string> path;
  std::optional<std::string> at = id;
  while (at && seen_.insert(*at).second) {
    path.push_back(*at);
    at = parent_of_(*at);
  }
  // Seen before, and on this very path: from there on it is a circle.
  const auto begin = at ? std::ranges::find(path, *at) : path.end();
  if (begin != path.end()) roots_.insert(*std::min_element(begin, path.end()));
  return roots_.contains(id);
}

std::set<std::string, std::less<>> find_roots(const Parents& parents) {
  ParentCircles circles([&](const std::string& id) {
    const auto found = parents.find(id);
    return found == parents.end() ? std::nullopt : found->second;
  });
  std::set<std::string, std::less<>> roots;
  for (const auto& [id, parent] : parents) {
    if (!parent || !parents.contains(*parent) || circles.is_root(id)) roots.insert(id);
  }
  return roots;
}

}  // namespace sessionstore
