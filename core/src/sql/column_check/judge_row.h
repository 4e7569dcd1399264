#pragma once

#include <sessionstore/column_check.h>
#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <optional>

#include "sql/column_check/column_finding.h"
#include "sql/column_check/column_scan.h"

/// What is to be said, and done, about what a scan has found. Each function looks again, since the
/// row may have changed since, and works inside the caller's transaction; one that writes holds the
/// session's row.
namespace sessionstore::sql {

/// Nothing where the row is another one by now.
std::optional<ColumnFinding> judge_row(Connection& connection, const SuspectRow& suspect,
                                       const ColumnCheck& check);
/// Of a session's time of change that is not the one written.
std::optional<ColumnFinding> judge_time(Connection& connection, const std::string& session_id,
                                        const ColumnCheck& check);
/// Of a session's columns that other columns, or its rows, give.
std::optional<ColumnFinding> judge_sums(Connection& connection, const std::string& session_id,
                                        const ColumnCheck& check);

}  // namespace sessionstore::sql
