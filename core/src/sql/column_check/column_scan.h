#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/stop_flag.h>
#include <sessionstore/store.h>

#include <set>
#include <string>
#include <vector>

#include "sql/column_check/row_place.h"

namespace sessionstore::sql {

/// A row whose checksum is not that of its columns.
struct SuspectRow {
  RowPlace place;
  Checksum checksum = 0;  ///< that it carries
};

struct ColumnScan {
  std::vector<SuspectRow> suspects;
  std::set<std::string> wrong_times;  ///< sessions whose time of change is not the one written
  std::set<std::string> wrong_sums;   ///< sessions that have wrong_columns()
  std::vector<Difference> damaged;    ///< project records whose data is not what was hashed
  std::int64_t without_checksum = 0;
  std::set<std::string> unsealed_sessions;  ///< that have rows without a checksum
  std::set<std::string> unsealed_projects;
};

/// One look at all rows of a store, without the data of sessions: which columns are not as they
/// were written. Inside a read transaction. `has_checksums`: whether the schema has them.
ColumnScan scan_columns(Connection& connection, bool has_checksums, StopFlag stop);

}  // namespace sessionstore::sql
