#pragma once

#include <functional>
#include <string>
#include <vector>

#include "opencode_shapes/reports.h"
#include "row_access.h"

namespace sessionstore::interop {

/// Takes one of the rows with these numbers, which have the same id where a table has no key: that
/// changed last, of those that `take` does not find damaged (Error(corrupt)). An
/// equal one is noted, one that differs or is damaged is named under `place`. Throws the
/// Error(corrupt) of a single row, and of the last where none could be taken. Returns whether one
/// was.
bool take_one_of(sql::Connection& connection, const Table& table,
                 const TableScan::RowNumbers& numbers, const std::string& place,
                 const Reports& reports, const UseTableRow& take);

/// Leaves one record of each kind and key: they must be in that order. What is left out is noted,
/// or named where it differs.
void leave_one_of_each(std::vector<Record>& records, const std::string& owner,
                       const Reports& reports);

}  // namespace sessionstore::interop
