#pragma once

#include <sessionstore/sql/connection.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// OpenCode's databases change their columns with every few versions, and upgraded ones have them
/// in another order than new ones. So all is read by name, and what has no name here is kept too.
namespace sessionstore::interop {

class TableScan;

/// A table with the columns that it has in this database.
struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::map<std::string, std::size_t, std::less<>> places;  ///< of each column, for add_column()
  std::vector<std::string> key;  ///< those of its primary key, in that order
  std::string row_id;            ///< the name of its rows' numbers; empty where they have none
  std::shared_ptr<const TableScan> scan;  ///< where its rows are, if no index can be asked

  [[nodiscard]] bool has(std::string_view column) const { return index(column).has_value(); }
  /// Its place among the columns.
  [[nodiscard]] std::optional<std::size_t> index(std::string_view column) const;
  void add_column(std::string_view column);
  /// All columns, each with its type after it, as a TableRow has them.
  [[nodiscard]] std::string columns_and_types() const;
  /// A query of all columns whose rows are TableRows. `rest` is what stands after FROM.
  [[nodiscard]] std::string select(std::string_view rest = "") const;
};

using Tables = std::map<std::string, Table, std::less<>>;

/// All tables but SQLite's own, virtual ones, and what SQLite did not understand of the schema.
Tables read_tables(sql::Connection& connection);

/// Null where there is no such table.
const Table* find_table(const Tables& tables, std::string_view name);

/// A name as SQL has it.
std::string quoted_identifier(std::string_view name);

/// A row of Table::select(). Refers to both.
class TableRow {
 public:
  TableRow(const Table& table, const sql::Row& row) : table_(table), row_(row) {}

  /// Whether there is such a column and it is not NULL here.
  [[nodiscard]] bool has(std::string_view column) const;
  /// The column's bytes, whatever their type; empty where there is none. Lives as long as the row.
  [[nodiscard]] std::string_view bytes(std::string_view column) const;
  /// A column of a number; nothing for anything else.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view column) const;
  /// The same as it is, with its fraction.
  [[nodiscard]] std::optional<std::variant<std::int64_t, double>> number(
      std::string_view column) const;
  /// The value as JSON: a number, a string; a BLOB as its hexadecimal digits. Bytes that are no
  /// UTF-8 stay as they are.
  [[nodiscard]] std::string json(std::string_view column) const;
  /// The same of a column that is for texts: a BLOB that is UTF-8 is one.
  [[nodiscard]] std::string text_json(std::string_view column) const;

  [[nodiscard]] const Table& table() const noexcept { return table_; }

 private:
  [[nodiscard]] std::optional<int> index(std::string_view column) const;

  const Table& table_;
  const sql::Row& row_;
};

}  // namespace sessionstore::interop
