#pragma once

#include <sessionstore/endpoint.h>

#include <functional>
#include <string_view>
#include <vector>

#include "table.h"

/// Tables that have no place of their own in our model: their rows become records.
namespace sessionstore::interop {

/// What a table's rows belong to.
enum class Belonging {
  known,    ///< read by name elsewhere
  never,    ///< credentials, the event log, and notes on the schema itself
  session,  ///< has a session_id: records of the session
  project,  ///< has a project_id: records of the project
  nobody,   ///< cannot be taken
};

Belonging belonging_of(const Table& table);

/// The record of a row of such a table: its kind is the table's name, its key the row's primary key
/// without `owner_column`; the hash of its data where the table has none.
Record record_of(const TableRow& row, std::string_view owner_column);

/// Names each table that belongs to nobody and is not empty, but those that are part of a virtual
/// one.
void name_tables_of_nobody(sql::Connection& connection, const Tables& tables,
                           std::vector<Skipped>& skipped);

}  // namespace sessionstore::interop
