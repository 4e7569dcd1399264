#include "go_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <array>
#include <vector>

namespace sessionstore::interop {
namespace {

/// A type of MySQL, as SQLite's typeof() names what such a column would hold.
std::string_view type_of(std::string_view mysql) {
  if (mysql.ends_with("int") || mysql == "year") return "integer";
  if (mysql == "double" || mysql == "float" || mysql == "decimal") return "real";
  if (mysql.ends_with("blob") || mysql.ends_with("binary") || mysql == "bit") return "blob";
  return "text";
}

std::string in_backticks(std::string_view name) {
  std::string result = "`";
  for (const char c : name) {
    if (c == '`') result += '`';
    result += c;
  }
  return result + '`';
}

struct NeededTable {
  std::string_view table;
  std::vector<std::string_view> columns;
};

/// What every Go OpenCode has, and what is read by these names.
const std::array<NeededTable, 2>& needed_tables() {
  static const std::array<NeededTable, 2> all{
      {{"sessions", {"id", "title", "created_at", "updated_at"}},
       {"messages", {"id", "session_id", "role", "parts", "created_at"}}}};
  return all;
}

constexpr std::string_view kMysqlTables =
    "SELECT c.table_name, c.column_name, c.data_type, k.ordinal_position "
    "FROM information_schema.columns c "
    "JOIN information_schema.tables t ON t.table_schema = c.table_schema "
    "AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE' "
    "LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema "
    "AND k.table_name = c.table_name AND k.column_name = c.column_name "
    "AND k.constraint_name = 'PRIMARY' "
    "WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position";

std::vector<std::string> sought_in_go(const Table& table) {
  if (table.name == "sessions") return {"id"};
  if (table.name == "messages") return {"id", "session_id"};
  if (table.has("session_id")) return {"session_id"};
  return {};
}

}  // namespace

std::string quoted_name(const Table& table) { return in_backticks(table.name); }

GoTables::GoTables(sql::Connection& connection) : sqlite_(connection.dialect().name == "SQLite") {
  if (sqlite_) {
    tables_ = read_tables(connection);
  } else {
    connection.query(kMysqlTables, {}, [&](const sql::Row& row) {
      Table& table = tables_[std::string(row.bytes(0))];
      table.name = row.bytes(0);
      table.add_column(row.bytes(1));
      types_[table.name][table.columns.back()] = type_of(row.bytes(2));
      const auto place = static_cast<std::size_t>(row.integer(3));
      if (place == 0) return;
      table.key.resize(std::max(table.key.size(), place));
      table.key[place - 1] = row.bytes(1);
    });
  }
  // A store of ours may live in the same database.
  std::erase_if(tables_, [](const auto& entry) { return entry.first.starts_with("ss_"); });
}

void GoTables::choose_access(sql::Connection& connection, std::vector<Skipped>& skipped) {
  if (!sqlite_) return;
  choose_row_access(connection, tables_, sought_in_go, ComparedWith::table, skipped);
}

const Table& GoTables::at(std::string_view name) const { return tables_.find(name)->second; }

std::string GoTables::select(const Table& table, std::string_view rest) const {
  std::string list;
  for (const std::string& column : table.columns) {
    const std::string name = in_backticks(column);
    list += fmt::format("{}{}, ", list.empty() ? "" : ", ", name);
    list += sqlite_ ? fmt::format("typeof({})", name)
                    : fmt::format("'{}'", types_.at(table.name).at(column));
  }
  return fmt::format("SELECT {} FROM {} {}", list, in_backticks(table.name), rest);
}

void GoTables::require_known(const std::string& location) const {
  std::vector<std::string> missing;
  for (const auto& [name, columns] : needed_tables()) {
    const Table* const table = find_table(tables_, name);
    if (table == nullptr) {
      missing.push_back(fmt::format("table {}", name));
      continue;
    }
    for (const std::string_view column : columns) {
      if (!table->has(column)) missing.push_back(fmt::format("{}.{}", name, column));
    }
  }
  if (missing.empty()) return;
  if (tables_.empty()) {
    throw Error(ErrorCode::not_found, fmt::format("{} holds no tables of a Go OpenCode", location),
                "if it is a copy of a file, copy the file that ends in -wal with it");
  }
  if (find_table(tables_, "session") != nullptr && find_table(tables_, "part") != nullptr) {
    throw Error(ErrorCode::unsupported,
                fmt::format("{} is a database of OpenCode 1.2 or later", location),
                "name it as opencode:PATH");
  }
  if (missing.size() == needed_tables().size() && missing.front().starts_with("table")) {
    throw Error(ErrorCode::unsupported,
                fmt::format("{} is no database of a Go OpenCode: it has neither sessions nor "
                            "messages",
                            location),
                "name its opencode.db, or the directory that holds .opencode/");
  }
  throw Error(ErrorCode::version_mismatch,
              fmt::format("{} is of a Go OpenCode that is not known here: it lacks {}", location,
                          fmt::join(missing, ", ")),
              "a newer sessionstore may know it; nothing was read");
}

}  // namespace sessionstore::interop
