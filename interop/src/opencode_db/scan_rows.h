#pragma once

#include <sessionstore/error.h>

#include <cstdint>
#include <functional>
#include <string_view>

#include "table.h"

namespace sessionstore::interop {

/// Rows that cannot be read: the numbers of the first of them and of the first row after them;
/// there may be fewer rows than numbers. The last has no row after it, and `next` is the first.
struct Gap {
  std::int64_t first = 0;
  std::int64_t next = 0;
  std::string reason;
};

/// Reads all rows of a table in their order in the file, by no index. A page that cannot be read
/// costs the rows on it: `damaged` is told, and what comes after them is read.
///
/// `list` names the columns that are wanted, `count` of them; the row's number follows these, where
/// the table has such. Throws what `use` throws, which must not use the connection.
void scan_rows(sql::Connection& connection, const Table& table, std::string_view list, int count,
               const sql::RowCallback& use, const std::function<void(const Gap&)>& damaged);

/// The same with all columns: `use` gets a TableRow.
void scan_table_rows(sql::Connection& connection, const Table& table,
                     const std::function<void(const TableRow&)>& use,
                     const std::function<void(const Gap&)>& damaged);

/// What `gap` says, for a report.
std::string described(const Gap& gap);

}  // namespace sessionstore::interop
