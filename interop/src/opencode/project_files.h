#pragma once

#include <sessionstore/json/document.h>

#include <map>
#include <string>
#include <utility>

#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// OpenCode's projects: what project/*.json and the directories of session/ say of them.
class ProjectFiles {
 public:
  void read(Storage& storage, SkippedList& skipped, SkippedList& notes);
  /// Notes where each project's sessions worked, for projects without a file that tells it.
  void learn_directories(const PlannedSessions& sessions);

  [[nodiscard]] bool knows(const std::string& agent_id) const;
  /// The project's worktree; else the directory of most of its sessions; else empty.
  [[nodiscard]] std::string directory_of(const std::string& agent_id) const;
  /// The project (never `global`) whose worktree holds `directory`; empty if none does.
  [[nodiscard]] std::string owner_of(const std::string& directory) const;
  /// The contents of the files that could be read, by project id.
  std::map<std::string, json::Document> take_documents() { return std::move(documents_); }

 private:
  struct Directories {
    std::string worktree;
    std::map<std::string, int> sessions;  // how many worked there
  };
  std::map<std::string, Directories> directories_;
  std::map<std::string, json::Document> documents_;
};

}  // namespace sessionstore::interop
