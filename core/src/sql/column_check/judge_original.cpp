#include "sql/column_check/judge_original.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

std::string session_of(const RowPlace& place) {
  return place.of_session() ? place.owner : std::string();
}

}  // namespace

ColumnFinding restored(const RowPlace& place, std::string_view what,
                       const std::vector<ChangedColumn>& changes, const ColumnCheck& check) {
  std::vector<std::string> columns;
  for (const ChangedColumn& column : changes) {
    columns.push_back(fmt::format("{} is {} and was {}", column.name, column.is, column.was));
  }
  return restorable(session_of(place), fmt::format("{}: {}", what, fmt::join(columns, ", ")),
                    check);
}

ColumnFinding lost_row(Connection& connection, const RowPlace& place, std::string_view what,
                       std::string_view columns, const ColumnCheck& check) {
  if (check.repair == ColumnRepair::accept) set_checksum(connection, place, std::nullopt);
  return lost(session_of(place),
              fmt::format("{}: one of {} is not as it was written", what, columns), check);
}

std::vector<std::string> select_all(Connection& connection, std::string_view sql) {
  std::vector<std::string> texts;
  connection.query(sql, {}, [&](const Row& row) { texts.push_back(text_of(row, 0)); });
  return texts;
}

}  // namespace sessionstore::sql
