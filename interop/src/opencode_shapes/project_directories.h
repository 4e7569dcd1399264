#pragma once

#include <map>
#include <set>
#include <string>

namespace sessionstore::interop {

/// Where each of OpenCode's projects works: what its own row or file says, else its sessions.
class ProjectDirectories {
 public:
  /// The project is known; `worktree` may be empty.
  void add_project(const std::string& agent_id, const std::string& worktree);
  /// A session of the project worked in `directory`.
  void add_session(const std::string& agent_id, const std::string& directory);

  [[nodiscard]] bool knows(const std::string& agent_id) const;
  /// The project's worktree; else the directory of most of its sessions; else empty.
  [[nodiscard]] std::string directory_of(const std::string& agent_id) const;
  /// The project (never `global`) whose worktree holds `directory`; empty if none does.
  [[nodiscard]] std::string owner_of(const std::string& directory) const;

 private:
  struct Directories {
    std::string worktree;
    std::map<std::string, int> sessions;  // how many worked there
    std::string most_common;
  };
  std::map<std::string, Directories> directories_;
  // Of several projects the first one. There may be as many projects as sessions.
  std::map<std::string, std::set<std::string>, std::less<>> by_worktree_;
};

}  // namespace sessionstore::interop
