#pragma once

#include <sessionstore/project.h>

#include <functional>
#include <optional>
#include <string>

#include "context.h"

namespace sessionstore::cli {

/// The project that a command works on, and why.
struct ProjectScope {
  std::optional<std::string> id;  ///< absent: all projects
  /// "remote", "repository", "directory" (see ProjectIdentity), "alias" (the store knows one of the
  /// directory's other names), "flag" (--project) or "all" (--all-projects).
  std::string rule;
  std::string detail;   ///< one sentence for people
  bool stored = false;  ///< whether the store holds that project
};

/// The project that has a name, by its id or an alias.
using ProjectLookup = std::function<std::optional<std::string>(const std::string& name)>;

/// The project of a directory: the one that the store knows by its id or else by an alias. `store`
/// may be null. Costly aliases are looked for only where nothing was found by the cheap ones.
ProjectScope scope_of_directory(const std::filesystem::path& directory, SessionStore* store,
                                ProjectIdentity* identity = nullptr);
/// The same with a look-up of its own, which may be empty.
ProjectScope scope_of_directory(const std::filesystem::path& directory, const ProjectLookup& find,
                                ProjectIdentity* identity = nullptr);

/// What the options say, else the project of the working directory. Throws Error(not_found) for a
/// --project that the store does not know.
ProjectScope current_scope(const Context& context, SessionStore* store);

}  // namespace sessionstore::cli
