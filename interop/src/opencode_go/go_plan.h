#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/flat_files.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "go_tables.h"

namespace sessionstore::interop {

/// One session of a Go OpenCode's database.
struct GoSession {
  std::string project_id;  ///< ours
  std::string directory;   ///< where it worked, as far as known
  bool has_row = false;    ///< whether there is a row of table sessions
};

/// What a Go OpenCode's database holds.
struct GoPlan {
  GoTables tables;
  std::map<std::string, GoSession, std::less<>> sessions;
  std::vector<Project> projects;  ///< ascending by id
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;
};

/// `directory` is where sessions that name no project have worked, or empty.
GoPlan plan_go_database(sql::Connection& connection, const std::string& location,
                        const std::filesystem::path& directory, const AliasLookup& known_alias);

/// Whether a table's rows are records of a session: it says which, and is not read by name.
bool is_session_table(const Table& table);

}  // namespace sessionstore::interop
