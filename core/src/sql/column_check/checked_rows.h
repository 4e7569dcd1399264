#pragma once

#include <sessionstore/sql/connection.h>

#include <functional>
#include <optional>
#include <string>

#include "sql/column_check/row_place.h"

namespace sessionstore::sql {

/// A row without its data, as its checksum sees it.
struct CheckedRow {
  RowPlace place;
  std::optional<Checksum> stored;  ///< nothing in rows of before there were checksums
  Checksum computed = 0;
  const Row& row;  ///< the columns of rows.h, for a session with `listed` and more behind them

  [[nodiscard]] bool is_suspect() const { return stored && *stored != computed; }
};

struct CheckedRows {
  CheckedTable table{};
  bool has_checksums = true;         ///< whether the schema has them
  std::optional<std::string> owner;  ///< of this session or project only
  bool unsealed = false;             ///< of those, the ones without a checksum only
};

void for_each_row(Connection& connection, const CheckedRows& rows,
                  const std::function<void(const CheckedRow&)>& take);

/// Where those columns of a session are that the model does not have.
inline constexpr int kListedColumn = 18;
inline constexpr int kUpdatedChecksumColumn = 20;

}  // namespace sessionstore::sql
