#include "project_directories.h"

#include <utility>

#include "well_known.h"

namespace sessionstore::interop {

void ProjectDirectories::add_project(const std::string& agent_id, const std::string& worktree) {
  directories_[agent_id].worktree = worktree;
}

void ProjectDirectories::add_session(const std::string& agent_id, const std::string& directory) {
  auto& sessions = directories_[agent_id].sessions;
  if (!directory.empty()) ++sessions[directory];
}

bool ProjectDirectories::knows(const std::string& agent_id) const {
  return directories_.contains(agent_id);
}

std::string ProjectDirectories::directory_of(const std::string& agent_id) const {
  const auto found = directories_.find(agent_id);
  if (found == directories_.end()) return {};
  if (!found->second.worktree.empty()) return found->second.worktree;
  // Of equally common ones the shortest: a repository's own is shorter than those inside it.
  const std::pair<const std::string, int>* best = nullptr;
  for (const auto& candidate : found->second.sessions) {
    if (best == nullptr || candidate.second > best->second ||
        (candidate.second == best->second && candidate.first.size() < best->first.size())) {
      best = &candidate;
    }
  }
  return best == nullptr ? std::string() : best->first;
}

std::string ProjectDirectories::owner_of(const std::string& directory) const {
  const std::pair<const std::string, Directories>* best = nullptr;
  for (const auto& candidate : directories_) {
    const std::string& worktree = candidate.second.worktree;
    const bool holds = directory == worktree || directory.starts_with(worktree + '/');
    if (worktree.empty() || candidate.first == kGlobalProject || !holds) continue;
    if (best == nullptr || worktree.size() > best->second.worktree.size()) best = &candidate;
  }
  return best == nullptr ? std::string() : best->first;
}

}  // namespace sessionstore::interop
