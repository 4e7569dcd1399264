#pragma once

#include <sessionstore/endpoint.h>

#include <string>

#include "go_tables.h"
#include "opencode_shapes/reports.h"

namespace sessionstore::interop {

/// Gives the visitor the records of one session, in their order: versions of files as `file`, of
/// key PATH@VERSION, and the rows of every other table that names the session, such as recaps.
/// Keeps one file's content in memory.
void read_go_records(sql::Connection& connection, const GoTables& tables,
                     const std::string& session_id, SessionVisitor& visitor);

}  // namespace sessionstore::interop
