#include "schema_left.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

std::vector<std::string> virtual_tables(sql::Connection& connection) {
  std::vector<std::string> names;
  connection.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND ifnull(rootpage, 0) = 0 "
      "ORDER BY name",
      {}, [&](const sql::Row& row) { names.emplace_back(row.bytes(0)); });
  return names;
}

bool is_kept_by_module(std::string_view table, const std::vector<std::string>& virtual_tables) {
  return std::ranges::any_of(virtual_tables, [&](const std::string& name) {
    return table.starts_with(name) && table.substr(name.size()).starts_with('_');
  });
}

std::vector<std::string> unknown_tables(sql::Connection& connection, const Tables& tables) {
  std::vector<std::string> names;
  connection.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 "
      "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
      {}, [&](const sql::Row& row) {
        if (find_table(tables, row.bytes(0)) == nullptr) names.emplace_back(row.bytes(0));
      });
  return names;
}

void name_schema_left(sql::Connection& connection, const Tables& tables,
                      std::vector<Skipped>& skipped, std::vector<Skipped>& notes) {
  for (const std::string& name : virtual_tables(connection)) {
    notes.push_back({fmt::format("table {}", printable(name)),
                     "a virtual table, which is none of OpenCode's: not taken"});
  }
  const std::string_view problem = connection.schema_problem();
  if (problem.empty()) return;
  notes.push_back({"schema", fmt::format("a part of it was left out: {}", printable(problem))});
  for (const std::string& name : unknown_tables(connection, tables)) {
    skipped.push_back(
        {fmt::format("table {}", printable(name)), "its declaration is not understood here"});
  }
}

}  // namespace sessionstore::interop
