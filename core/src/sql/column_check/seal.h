#pragma once

#include <sessionstore/sql/connection.h>

#include <string>

/// Checksums for rows that have none: those of before there were any, and what was accepted as it
/// is. Inside a write transaction.
namespace sessionstore::sql {

void seal_session(Connection& connection, const std::string& session_id);
/// The project, its aliases and records.
void seal_project(Connection& connection, const std::string& project_id);

}  // namespace sessionstore::sql
