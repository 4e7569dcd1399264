#pragma once

#include <sessionstore/interop/flat_files.h>
#include <sessionstore/project.h>

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sessionstore::interop {

/// Which project of ours each OpenCode project and each directory belongs to. Looks at a directory
/// once, however many sessions it has. One thread.
class ProjectMap {
 public:
  explicit ProjectMap(AliasLookup known_alias) : known_alias_(std::move(known_alias)) {}

  /// The project of OpenCode's project `agent_id` (never `global`), which worked in `directory`
  /// (perhaps empty, perhaps on another machine): its git remote where that can be read here, else
  /// what already knows the id as an alias, else the directory's repository or name. The first
  /// answer stands; the id becomes an alias.
  const std::string& of_agent_project(const std::string& agent_id, const std::string& directory);

  /// The project of a directory; `recovered` for an empty one.
  std::string of_directory(const std::string& directory);

  /// Adds a record to a project, which is made where there is none.
  void add_record(const std::string& project_id, Record record);

  /// All projects that were asked for, ascending by id, each alias with one of them only.
  std::vector<Project> take();

 private:
  struct Place {
    bool here = false;  ///< it exists on this machine
    std::string id;
    std::string rule;
    std::vector<std::string> aliases;
  };
  const Place& place_of(const std::string& directory);
  Project& project(const std::string& id);
  void note_aliases(const std::string& id, const Place& place);

  AliasLookup known_alias_;
  std::unordered_map<std::string, Place> places_;
  std::map<std::string, std::string> by_agent_id_;
  std::map<std::string, Project> projects_;
  std::set<std::pair<std::string, std::string>> found_aliases_;  // alias, project
};

}  // namespace sessionstore::interop
