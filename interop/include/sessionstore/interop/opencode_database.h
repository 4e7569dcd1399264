#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/flat_files.h>
#include <sessionstore/sql/snapshot.h>

#include <memory>
#include <string>

namespace sessionstore::interop {

/// The sessions in an OpenCode database (1.2.1 to 1.18), read and never written. Each session is
/// read in one state of the database. What is never read: credentials, accounts, secrets of shares,
/// and the event log, which says again what the other tables say.
///
/// `location` is for people and reports; `known_alias` may be empty. The source's inventory()
/// throws Error(not_found) for a database without tables, Error(version_mismatch) for an OpenCode
/// that is not known here, Error(unsupported) for a database of something else.
std::unique_ptr<SessionSource> open_opencode_database(std::unique_ptr<sql::SnapshotReader> database,
                                                      std::string location,
                                                      AliasLookup known_alias);

}  // namespace sessionstore::interop
