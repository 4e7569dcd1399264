#pragma once

#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/model.h>

#include <map>
#include <optional>
#include <set>
#include <string>

#include "directory_map.h"

namespace sessionstore::interop {

/// Which directory of this machine a session from elsewhere gets. OpenCode works in it, so it must
/// be one of the session's own project: no session gets `/`, `/etc` or somebody's other work
/// because it says so. One thread.
class DirectoryHere {
 public:
  /// `is_replica`: whether the database is one of several copies.
  DirectoryHere(const TargetSettings& settings, bool is_replica);

  /// `here` is its directory in the database, empty where it has none; `known` tells whether other
  /// sessions of the database are in the session's own. Throws Error(constraint).
  std::string of(const Session& session, const std::string& here, bool known);

 private:
  bool belongs_here(const Session& session);
  const std::string& project_here();
  [[nodiscard]] std::string root_here() const;
  [[nodiscard]] bool is_in_root_here(const std::string& directory) const;
  std::string in_root_here(const std::string& directory);
  /// Whether that directory of this machine is one of the session's project.
  bool is_of_project(const Session& session, const std::string& directory, bool known);
  /// The directory that a rule gives, checked.
  std::string mapped(const Session& session, const DirectoryMap::Place& place, bool known);

  DirectoryMap map_;
  std::filesystem::path here_;
  std::filesystem::path home_;
  bool is_replica_;
  /// What a directory tells of itself, looked at once: many sessions share one.
  struct Owner {
    std::string project;
    bool git = false;
    std::optional<std::set<std::string>> agents_ids;
  };
  std::map<std::string, Owner> owners_;
  std::optional<std::string> project_;
  std::optional<std::set<std::string>> agents_here_;  // OpenCode's ids of it, by either rule
};

}  // namespace sessionstore::interop
