#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/flat_files.h>

#include <map>
#include <string>
#include <vector>

#include "table.h"

namespace sessionstore::interop {

/// One session of a database.
struct DatabaseSession {
  std::string agent_project_id;
  std::string directory;
  std::string project_id;            ///< ours
  bool has_row = false;              ///< whether there is a row of table session
  bool has_second_row = false;       ///< the same of OpenCode 2: table session_v2
  std::vector<std::string> orphans;  ///< ids of messages that only parts tell of
};

/// How much of a database is looked at before anything of it is read.
enum class PlanDepth {
  /// Whose session and project rows it has, and what may stand in them.
  sessions,
  /// All rows that belong to nobody too, which takes a scan of the largest index.
  all,
};

/// What an OpenCode database holds.
struct DatabasePlan {
  PlanDepth depth = PlanDepth::all;
  Tables tables;
  std::map<std::string, DatabaseSession, std::less<>> sessions;
  std::vector<Project> projects;  ///< ascending by id
  std::vector<Skipped> skipped;
  std::vector<Skipped> damaged;  ///< tables whose indexes or pages are, which concerns any session
  std::vector<Skipped> notes;
};

/// Throws Error(version_mismatch) for a generation that is not known here, Error(unsupported) for a
/// database of something else, saying what was found. `location` is for messages.
DatabasePlan plan_database(sql::Connection& connection, const std::string& location,
                           const AliasLookup& known_alias, PlanDepth depth);

}  // namespace sessionstore::interop
