#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <string_view>
#include <vector>

#include "table.h"

/// What a database declares that is no table to be read: somebody's search index, or what this
/// SQLite does not understand.
namespace sessionstore::interop {

/// The virtual tables, whether or not their module is here.
std::vector<std::string> virtual_tables(sql::Connection& connection);

/// Whether a table has the name of one in which a module keeps what a virtual table shows.
bool is_kept_by_module(std::string_view table, const std::vector<std::string>& virtual_tables);

/// The tables that are declared, and were not understood.
std::vector<std::string> unknown_tables(sql::Connection& connection, const Tables& tables);

/// Names all of them: as skipped what has rows that were not taken, as notes what says again what
/// the tables say.
void name_schema_left(sql::Connection& connection, const Tables& tables,
                      std::vector<Skipped>& skipped, std::vector<Skipped>& notes);

}  // namespace sessionstore::interop
