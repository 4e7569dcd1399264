#pragma once

#include <sessionstore/sql/connection.h>

#include <map>
#include <string>
#include <string_view>

#include "opencode_db/row_access.h"

namespace sessionstore::interop {

/// A table's name as SQLite and MySQL have it.
std::string quoted_name(const Table& table);

/// The tables of a Go OpenCode's database, in SQLite or MySQL, with the columns that they have
/// there. What stands in backticks is a name in both.
class GoTables {
 public:
  explicit GoTables(sql::Connection& connection);

  /// All but the database's own, and ours.
  [[nodiscard]] const Tables& all() const noexcept { return tables_; }
  /// Of a file, says where rows are that no index finds, and names in `skipped` what is damaged.
  void choose_access(sql::Connection& connection, std::vector<Skipped>& skipped);
  [[nodiscard]] const Table& at(std::string_view name) const;
  /// A query of all columns whose rows are TableRows. `rest` is what stands after FROM.
  [[nodiscard]] std::string select(const Table& table, std::string_view rest) const;
  /// Whether rows that are equal otherwise have the order in which they were inserted.
  [[nodiscard]] bool has_row_ids() const noexcept { return sqlite_; }

  /// Throws Error where these are not the tables of a Go OpenCode. `location` is for the message.
  void require_known(const std::string& location) const;

 private:
  bool sqlite_;
  Tables tables_;
  /// MySQL's types, as SQLite calls them, by table and column: there each column has one.
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> types_;
};

}  // namespace sessionstore::interop
