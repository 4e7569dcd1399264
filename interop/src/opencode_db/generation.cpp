#include "generation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <array>

#include "opencode_shapes/ids.h"
#include "schema_left.h"

namespace sessionstore::interop {
namespace {

struct Needed {
  std::string_view table;
  std::vector<std::string_view> columns;
};

/// What every OpenCode from 1.2.1 to 1.18 has, and what is read by these names.
std::array<Needed, 4> needed() {
  return {{{"project", {"id", "worktree"}},
           {"session", {"id", "project_id", "directory", "title", "time_created", "time_updated"}},
           {"message", {"id", "session_id", "time_created", "data"}},
           {"part", {"id", "message_id", "session_id", "data"}}}};
}

std::string names_of(const Tables& tables) {
  constexpr std::size_t kMostNamed = 12;
  std::vector<std::string_view> names;
  for (const auto& [name, table] : tables) {
    if (names.size() == kMostNamed) return fmt::format("{} ...", fmt::join(names, ", "));
    names.push_back(name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Throws where a needed table is declared, but not as this SQLite understands it.
void require_understood(sql::Connection& connection, const Tables& tables,
                        const std::string& location) {
  const std::string_view problem = connection.schema_problem();
  if (problem.empty()) return;
  const std::vector<std::string> unknown = unknown_tables(connection, tables);
  for (const auto& [name, columns] : needed()) {
    if (std::ranges::find(unknown, name) == unknown.end()) continue;
    throw Error(ErrorCode::unsupported,
                fmt::format("the declaration of table {} in {} is not understood here: {}", name,
                            location, printable(problem)),
                "what it names that OpenCode did not put there may be dropped; nothing was read");
  }
}

}  // namespace

void require_known_generation(sql::Connection& connection, const Tables& tables,
                              const std::string& location) {
  std::vector<std::string> missing;
  std::size_t tables_found = 0;
  for (const auto& [name, columns] : needed()) {
    const Table* const table = find_table(tables, name);
    if (table == nullptr) {
      missing.push_back(fmt::format("table {}", name));
      continue;
    }
    ++tables_found;
    for (const std::string_view column : columns) {
      if (!table->has(column)) missing.push_back(fmt::format("{}.{}", name, column));
    }
  }
  if (missing.empty()) return;
  require_understood(connection, tables, location);
  if (tables.empty()) {
    throw Error(
        ErrorCode::not_found, fmt::format("{} holds no tables", location),
        "if it is a copy, copy the file that ends in -wal with it: OpenCode leaves its newest "
        "changes there, at times all of them");
  }
  if (find_table(tables, "sessions") != nullptr && find_table(tables, "messages") != nullptr) {
    throw Error(ErrorCode::unsupported,
                fmt::format("{} is a database of the Go OpenCode ({})", location, names_of(tables)),
                "name it as opencode-go:PATH");
  }
  if (tables_found == 0) {
    throw Error(
        ErrorCode::unsupported,
        fmt::format("{} is no OpenCode database: its tables are {}", location, names_of(tables)),
        "name OpenCode's data directory, by default ~/.local/share/opencode");
  }
  throw Error(ErrorCode::version_mismatch,
              fmt::format("{} is of an OpenCode that is not known here: it lacks {}, and has the "
                          "tables {}",
                          location, fmt::join(missing, ", "), names_of(tables)),
              "a newer sessionstore may know it; nothing was read");
}

}  // namespace sessionstore::interop
