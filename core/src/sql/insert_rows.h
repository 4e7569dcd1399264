#pragma once

#include <fmt/format.h>
#include <sessionstore/sql/connection.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::sql {

/// A row with the session that owns it. Refers to both.
template <typename AnyRow>
struct Owned {
  std::string_view session_id;
  const AnyRow* row;
};

template <typename AnyRow>
std::vector<Owned<AnyRow>> owned_by(std::string_view session_id, const std::vector<AnyRow>& rows) {
  std::vector<Owned<AnyRow>> owned;
  owned.reserve(rows.size());
  for (const AnyRow& row : rows) owned.push_back({session_id, &row});
  return owned;
}

inline std::string insert_sql(std::string_view into, std::string_view row, std::size_t rows) {
  std::string sql = fmt::format("INSERT INTO {} VALUES ", into);
  for (std::size_t i = 0; i < rows; ++i) sql += fmt::format("{}{}", i == 0 ? "" : ", ", row);
  return sql;
}

/// Inserts as many rows to a statement as the dialect likes. `values_of(row, values)` adds a row's,
/// `bytes_of(row)` tells about how large they are.
template <typename AnyRow, typename ValuesOf, typename BytesOf>
void insert_rows(Connection& connection, std::string_view into, std::string_view placeholders,
                 std::span<const AnyRow> rows, const ValuesOf& values_of, const BytesOf& bytes_of) {
  const Dialect& dialect = connection.dialect();
  std::vector<Value> values;
  while (!rows.empty()) {
    std::size_t count = 0;
    std::size_t bytes = 0;
    values.clear();
    do {
      values_of(rows[count], values);
      bytes += bytes_of(rows[count]);
      ++count;
    } while (count < rows.size() && count < dialect.rows_per_insert &&
             bytes + bytes_of(rows[count]) <= dialect.bytes_per_insert);
    rows = rows.subspan(count);
    connection.execute(insert_sql(into, placeholders, count), values);
  }
}

}  // namespace sessionstore::sql
