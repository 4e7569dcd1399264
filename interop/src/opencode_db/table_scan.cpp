#include "table_scan.h"

#include <fmt/format.h>

namespace sessionstore::interop {

TableScan::TableScan(sql::Connection& connection, const Table& table,
                     const std::vector<std::string>& columns) {
  std::string list;
  std::vector<ByValue*> into;
  for (const std::string& column : columns) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", quoted_identifier(column));
    into.push_back(&columns_[column]);
  }
  const int count = static_cast<int>(columns.size());
  scan_rows(
      connection, table, list, count,
      [&](const sql::Row& row) {
        const std::int64_t number = table.row_id.empty() ? 0 : row.integer(count);
        for (int column = 0; column < count; ++column) {
          const std::string_view value = row.bytes(column);
          ByValue& rows = *into[static_cast<std::size_t>(column)];
          auto found = rows.find(value);
          if (found == rows.end()) found = rows.emplace(value, RowNumbers()).first;
          found->second.push_back(number);
        }
      },
      [&](const Gap& gap) { gaps_.push_back(gap); });
}

const TableScan::ByValue& TableScan::by(std::string_view column) const {
  static const ByValue none;
  const auto found = columns_.find(column);
  return found == columns_.end() ? none : found->second;
}

const TableScan::RowNumbers& TableScan::rows(std::string_view column,
                                             std::string_view value) const {
  static const RowNumbers none;
  const ByValue& values = by(column);
  const auto found = values.find(value);
  return found == values.end() ? none : found->second;
}

}  // namespace sessionstore::interop
