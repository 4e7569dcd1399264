// The part of SqliteConnection that makes what it can of another program's schema.
#include "foreign_schema.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <vector>

#include "json_functions.h"
#include "sqlite_connection.h"

namespace sessionstore::sqlite {
namespace {

struct Declared {
  std::string type;
  std::string name;
};

std::string in_double_quotes(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

/// Indexes, triggers and tables: what a write to a table may have to keep.
std::vector<Declared> what_writing_keeps(SqliteConnection& connection) {
  std::vector<Declared> declared;
  connection.query(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('index', 'trigger', 'table') "
      "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
      {}, [&](const sql::Row& row) {
        declared.push_back({std::string(row.bytes(0)), std::string(row.bytes(1))});
      });
  return declared;
}

bool is_understood(SqliteConnection& connection, const Declared& declared) {
  try {
    // Only looks it up: what is explained is not done.
    connection.query(
        fmt::format("EXPLAIN DROP {} {}", declared.type, in_double_quotes(declared.name)), {},
        [](const sql::Row& /*row*/) {});
    return true;
  } catch (const Error& error) {
    // A virtual table of a module that is not here takes no part in writing to another table.
    return std::string_view(error.what()).find("no such module") != std::string_view::npos;
  }
}

}  // namespace

void SqliteConnection::load_foreign_schema() {
  require_ok(allow_json_functions(database_.get()), "configure");
  // Loads the schema, as whatever is asked first does.
  const auto ask_encoding = [&] {
    query("PRAGMA encoding", {}, [&](const sql::Row& row) { utf16_ = row.bytes(0) != "UTF-8"; });
  };
  try {
    ask_encoding();
    return;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    schema_problem_ = error.what();
  }
  // One index that SQLite cannot parse, or that lies on a page which cannot be read, would make all
  // tables unknown. This leaves out what is not understood; SQLITE_DBCONFIG_DEFENSIVE, which must
  // be off to allow it and is on again after it, keeps the schema from being written.
  for (const auto& [option, value] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 0}, std::pair{SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1},
        std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}}) {
    require_ok(sqlite3_db_config(database_.get(), option, value, nullptr), "configure");
  }
  ask_encoding();
}

void require_whole_schema(SqliteConnection& connection, const std::string& file) {
  if (connection.schema_problem().empty()) return;
  for (const Declared& declared : what_writing_keeps(connection)) {
    if (is_understood(connection, declared)) continue;
    throw Error(
        ErrorCode::unsupported,
        fmt::format("{}: nothing was written to it, for its {} {} is not understood by this SQLite "
                    "{} and would not be kept: {}",
                    file, declared.type, declared.name, sqlite3_libversion(),
                    connection.schema_problem()),
        fmt::format("if OpenCode did not make that {}, drop it there and run this again",
                    declared.type));
  }
}

}  // namespace sessionstore::sqlite
