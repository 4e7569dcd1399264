#include "row_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "opencode_shapes/ids.h"
#include "other_tables.h"
#include "second_generation.h"

namespace sessionstore::interop {
namespace {

std::vector<std::string> sought_in_opencode(const Table& table) {
  const auto having = [&](std::vector<std::string> columns) {
    std::erase_if(columns, [&](const std::string& column) { return !table.has(column); });
    return columns;
  };
  if (table.name == "session" || table.name == kSecondSessions) return having({"id"});
  if (table.name == "message") return having({"id", "session_id"});
  if (table.name == "part") return having({"message_id", "session_id"});
  const bool by_name = table.name == "todo" || table.name == "session_share";
  if (by_name || belonging_of(table) == Belonging::session) return having({"session_id"});
  return {};
}

bool is_unique(sql::Connection& connection, const Table& table, std::string_view column) {
  if (table.key.size() == 1 && table.key[0] == column) return true;
  bool unique = false;
  connection.query(
      "SELECT i.name FROM pragma_index_list(?) i, pragma_index_info(i.name) c "
      "WHERE i.\"unique\" AND NOT i.partial GROUP BY i.name HAVING count(*) = 1 "
      "AND max(c.name) = ?",
      {table.name, column}, [&](const sql::Row& /*row*/) { unique = true; });
  return unique;
}

/// Whether all values but NULL are texts: an index has numbers before texts, and BLOBs after them.
bool are_texts(sql::Connection& connection, const Table& table, const std::string& column) {
  bool texts = true;
  for (const char* const order : {"", " DESC"}) {
    const std::string name = quoted_identifier(column);
    connection.query(fmt::format("SELECT typeof({0}) FROM {1} WHERE {0} IS NOT NULL "
                                 "ORDER BY {0}{2} LIMIT 1",
                                 name, quoted_identifier(table.name), order),
                     {}, [&](const sql::Row& row) { texts = texts && row.bytes(0) == "text"; });
  }
  return texts;
}

bool needs_scan(sql::Connection& connection, const Table& table,
                const std::vector<std::string>& sought) {
  if (sought.empty()) return false;
  if (table.has("id") && !is_unique(connection, table, "id") && sought.front() != "session_id") {
    return true;
  }
  return std::ranges::any_of(
      sought, [&](const std::string& column) { return !are_texts(connection, table, column); });
}

void name_damage(const Table& table, const std::vector<IndexDamage>& damage,
                 std::vector<Skipped>& skipped) {
  std::string list;
  for (const IndexDamage& index : damage) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", printable(index.index), index.what);
  }
  skipped.push_back({"table " + printable(table.name),
                     fmt::format("its rows were read without these indexes, which are damaged: {}; "
                                 "`REINDEX` in that database, while OpenCode is closed, makes them "
                                 "anew",
                                 list)});
}

void name_gaps(const Table& table, std::vector<Skipped>& skipped) {
  for (const Gap& gap : table.scan->gaps()) {
    skipped.push_back({"table " + printable(table.name), described(gap)});
  }
}

}  // namespace

void choose_row_access(sql::Connection& connection, Tables& tables, ComparedWith with,
                       std::vector<Skipped>& skipped) {
  choose_row_access(connection, tables, sought_in_opencode, with, skipped);
}

void choose_row_access(sql::Connection& connection, Tables& tables, SoughtColumns sought_columns,
                       ComparedWith with, std::vector<Skipped>& skipped) {
  for (auto& entry : tables) {
    Table& table = entry.second;
    const std::vector<std::string> sought = sought_columns(table);
    if (sought.empty()) continue;
    const std::vector<IndexDamage> damage = check_indexes(connection, table, with);
    if (!damage.empty()) name_damage(table, damage, skipped);
    if (damage.empty() && !needs_scan(connection, table, sought)) continue;
    // Rows without numbers are found by their table's key, which is the table itself.
    if (table.row_id.empty() && sought.front() != "session_id") continue;
    table.scan = std::make_shared<const TableScan>(connection, table, sought);
    name_gaps(table, skipped);
  }
}

void require_rows_by_index(sql::Connection& connection, const Tables& tables,
                           const std::string& location) {
  for (const char* const name : {"session", "message", "part", "todo"}) {
    const Table* const table = find_table(tables, name);
    if (table == nullptr) continue;
    const std::vector<IndexDamage> damage =
        check_indexes(connection, *table, compared_for_one(connection));
    if (!damage.empty()) {
      throw Error(ErrorCode::corrupt,
                  fmt::format("{}: index {} of table {} is damaged ({}): nothing is written there",
                              location, printable(damage.front().index), name, damage.front().what),
                  "close OpenCode and run `REINDEX` in that database; `import` takes all its rows "
                  "as it is");
    }
    if (!needs_scan(connection, *table, sought_in_opencode(*table))) continue;
    throw Error(ErrorCode::unsupported,
                fmt::format("{}: table {} lacks OpenCode's keys, or has ids that are no texts: its "
                            "rows cannot be told apart to be written",
                            location, name),
                "`import` takes what is in it; a database that OpenCode made can be written to");
  }
}

bool read_row(sql::Connection& connection, const Table& table, std::int64_t number,
              const UseTableRow& use) {
  bool there = false;
  connection.query(table.select(fmt::format("NOT INDEXED WHERE {} = ?", table.row_id)), {number},
                   [&](const sql::Row& row) {
                     there = true;
                     use(TableRow(table, row));
                   });
  return there;
}

void read_rows(sql::Connection& connection, const Table& table, std::string_view column,
               const std::string& value, std::string_view order, const UseTableRow& use) {
  const std::string name = quoted_identifier(column);
  const auto give = [&](const sql::Row& row) { use(TableRow(table, row)); };
  if (table.scan == nullptr) {
    connection.query(table.select(fmt::format("WHERE {} = ? {}", name, order)), {value}, give);
    return;
  }
  if (table.row_id.empty()) {
    connection.query(
        table.select(fmt::format("NOT INDEXED WHERE CAST({} AS TEXT) = ? {}", name, order)),
        {value}, give);
    return;
  }
  std::optional<Error> unreadable;
  for (const std::int64_t number : table.scan->rows(column, value)) {
    try {
      read_row(connection, table, number, use);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      unreadable = error;
    }
  }
  if (unreadable) throw *unreadable;
}

}  // namespace sessionstore::interop
