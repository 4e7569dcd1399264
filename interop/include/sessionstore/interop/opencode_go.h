#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/flat_files.h>
#include <sessionstore/sql/snapshot.h>

#include <filesystem>
#include <memory>
#include <string>

namespace sessionstore::interop {

/// The sessions in a database of the Go OpenCode (opencode-ai/opencode, its forks that know
/// projects, its successor), in SQLite or MySQL; read and never written. Each session is read in
/// one state of the database.
///
/// `location` is for people and reports. `directory` is where sessions that name no project have
/// worked: the one that holds `.opencode/`; empty where nobody knows. `known_alias` may be empty.
/// The source's inventory() throws Error(not_found) for a database without tables,
/// Error(unsupported) for one of something else, Error(version_mismatch) where columns are missing.
std::unique_ptr<SessionSource> open_opencode_go_database(
    std::unique_ptr<sql::SnapshotReader> database, std::string location,
    std::filesystem::path directory, AliasLookup known_alias);

/// The same in a SQLite file: the file, the `.opencode/` that holds it, or the directory that holds
/// that. Throws Error(not_found) where there is none, Error(permission_denied); whatever reads
/// throws Error(interrupted) once `stop` is raised.
std::unique_ptr<SessionSource> open_opencode_go(const std::filesystem::path& path,
                                                AliasLookup known_alias, StopFlag stop = {});

}  // namespace sessionstore::interop
