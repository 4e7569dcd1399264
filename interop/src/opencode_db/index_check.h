#pragma once

#include <string>
#include <vector>

#include "table.h"

namespace sessionstore::interop {

/// An index that does not say what its table says. SQLite finds rows by it without an error, and
/// does not find those that it lacks.
struct IndexDamage {
  std::string index;
  std::string what;
};

/// What indexes are compared with.
enum class ComparedWith {
  /// Their rows and values with the table's, which reads the table's pages but no long values.
  table,
  /// Their rows with each other's and with the table's last row, which reads no table: a loss in
  /// between that is the same in all of them is not seen.
  each_other,
};

/// With the table in a database so small that reading it takes no time that anybody sees, else with
/// each other: for whoever wants one session of it.
ComparedWith compared_for_one(sql::Connection& connection);

/// Compares a table's indexes. Where the table has a page that cannot be read, its indexes are
/// compared with each other.
std::vector<IndexDamage> check_indexes(sql::Connection& connection, const Table& table,
                                       ComparedWith with);

}  // namespace sessionstore::interop
