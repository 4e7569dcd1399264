#pragma once

#include <sessionstore/endpoint.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "index_check.h"
#include "table_scan.h"

/// How rows are found by the value of a column: by the table's indexes where these say what the
/// table says, else by a scan of the table.
namespace sessionstore::interop {

/// Gives a scan to each table of sessions, messages, parts and records whose indexes do not say
/// what it says, whose ids have no key, or whose ids are not all texts. What is damaged is named in
/// `skipped`.
void choose_row_access(sql::Connection& connection, Tables& tables, ComparedWith with,
                       std::vector<Skipped>& skipped);

/// By which columns rows of a table are looked for, its id first where that is to tell them apart;
/// none for a table that is only read whole.
using SoughtColumns = std::vector<std::string> (*)(const Table&);

/// The same for tables of other names.
void choose_row_access(sql::Connection& connection, Tables& tables, SoughtColumns sought_columns,
                       ComparedWith with, std::vector<Skipped>& skipped);

/// Before rows are written one by one. Throws Error(corrupt) where an index of those tables lacks
/// rows, Error(unsupported) where their ids do not tell them apart. `location` is for the message.
void require_rows_by_index(sql::Connection& connection, const Tables& tables,
                           const std::string& location);

using UseTableRow = std::function<void(const TableRow&)>;

/// Reads the rows with that value. `order` stands after WHERE, for a table without a scan; rows by
/// a scan come in their order in the table. With a scan, a row that cannot be read costs no other,
/// and the error of the last such is thrown at the end.
void read_rows(sql::Connection& connection, const Table& table, std::string_view column,
               const std::string& value, std::string_view order, const UseTableRow& use);

/// Reads one row by its number; returns whether it is there. For a table with a scan.
bool read_row(sql::Connection& connection, const Table& table, std::int64_t number,
              const UseTableRow& use);

}  // namespace sessionstore::interop
