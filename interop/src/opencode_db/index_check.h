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
  /// Their rows with each other's: a loss that is the same in all of them is not seen.
  each_other,
};

/// Compares a table's indexes. Where the table has a page that cannot be read, its indexes are
/// compared with each other.
std::vector<IndexDamage> check_indexes(sql::Connection& connection, const Table& table,
                                       ComparedWith with);

}  // namespace sessionstore::interop
