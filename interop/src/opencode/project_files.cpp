#include "project_files.h"

#include <sessionstore/json/view.h>

#include <utility>

namespace sessionstore::interop {

void ProjectFiles::read(Storage& storage, SkippedList& skipped, SkippedList& notes) {
  list_directory(storage, "project", storage.listing, skipped);
  for_each_json(storage.listing, "project", skipped,
                [&](const std::string& id, const std::string& path) {
                  Directories& directories = directories_[id];
                  auto document = read_document(storage, path, skipped);
                  if (!document) return;
                  if (storage.reader.repaired()) notes.add(path, kRepaired);
                  const json::View worktree = json::View(document->text())["worktree"];
                  directories.worktree = worktree.string().value_or("");
                  documents_.emplace(id, *std::move(document));
                });
}

void ProjectFiles::learn_directories(const PlannedSessions& sessions) {
  for (const auto& [id, session] : sessions) {
    for (const std::string& agent_id : session.agent_projects) directories_.try_emplace(agent_id);
    if (session.agent_projects.empty() || session.directory.empty()) continue;
    ++directories_[session.agent_projects.front()].sessions[session.directory];
  }
}

bool ProjectFiles::knows(const std::string& agent_id) const {
  return directories_.contains(agent_id);
}

std::string ProjectFiles::directory_of(const std::string& agent_id) const {
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

std::string ProjectFiles::owner_of(const std::string& directory) const {
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
