#include "project_directories.h"

#include <climits>
#include <string_view>
#include <tuple>

#include "well_known.h"

namespace sessionstore::interop {

void ProjectDirectories::add_project(const std::string& agent_id, const std::string& worktree) {
  Directories& project = directories_[agent_id];
  if (agent_id != kGlobalProject) {
    const auto before = by_worktree_.find(project.worktree);
    if (before != by_worktree_.end()) before->second.erase(agent_id);
    by_worktree_[worktree].insert(agent_id);
  }
  project.worktree = worktree;
}

void ProjectDirectories::add_session(const std::string& agent_id, const std::string& directory) {
  Directories& project = directories_[agent_id];
  if (directory.empty()) return;
  const int count = ++project.sessions[directory];
  const auto best = project.sessions.find(project.most_common);
  // Of equally common ones the shortest: a repository's own is shorter than those inside it.
  const auto rank = [](int sessions, const std::string& name) {
    return std::tuple(-sessions, name.size(), std::string_view(name));
  };
  if (best == project.sessions.end() || rank(count, directory) < rank(best->second, best->first)) {
    project.most_common = directory;
  }
}

bool ProjectDirectories::knows(const std::string& agent_id) const {
  return directories_.contains(agent_id);
}

std::string ProjectDirectories::directory_of(const std::string& agent_id) const {
  const auto found = directories_.find(agent_id);
  if (found == directories_.end()) return {};
  const Directories& project = found->second;
  return project.worktree.empty() ? project.most_common : project.worktree;
}

std::string ProjectDirectories::owner_of(const std::string& directory) const {
  // As far as a path goes; and each of its directories is looked for.
  if (directory.size() > PATH_MAX) return {};
  for (std::size_t end = directory.size(); end > 0 && end != std::string::npos;
       end = directory.rfind('/', end - 1)) {
    const auto found = by_worktree_.find(std::string_view(directory).substr(0, end));
    if (found != by_worktree_.end() && !found->second.empty()) return *found->second.begin();
  }
  return {};
}

}  // namespace sessionstore::interop
