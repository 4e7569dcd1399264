#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scan_rows.h"

namespace sessionstore::interop {

/// Where the rows of a table are, as the table itself says, by the values of some columns: for a
/// table that no index tells of, or whose indexes do not say the same. A value counts by its bytes,
/// whether it is a text or a BLOB. Holds a number for each row and column.
class TableScan {
 public:
  using RowNumbers = std::vector<std::int64_t>;
  using ByValue = std::map<std::string, RowNumbers, std::less<>>;

  TableScan(sql::Connection& connection, const Table& table,
            const std::vector<std::string>& columns);

  /// All values of one of the columns.
  [[nodiscard]] const ByValue& by(std::string_view column) const;
  [[nodiscard]] const RowNumbers& rows(std::string_view column, std::string_view value) const;
  /// What could not be read.
  [[nodiscard]] const std::vector<Gap>& gaps() const noexcept { return gaps_; }

 private:
  std::map<std::string, ByValue, std::less<>> columns_;
  std::vector<Gap> gaps_;
};

}  // namespace sessionstore::interop
