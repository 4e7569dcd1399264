#include "sqlite_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/error.h>
#include <sessionstore/sqlite/attach.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

namespace sessionstore::sqlite {

void require_ours(SqliteConnection& connection, const std::string& file) {
  std::vector<std::string> tables;
  bool ours = false;
  connection.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", {},
                   [&](const sql::Row& row) {
                     tables.emplace_back(row.bytes(0));
                     ours = ours || tables.back() == "ss_migration";
                   });
  if (ours || tables.empty()) return;
  if (tables.size() > 6) tables.resize(6);
  throw Error(
      ErrorCode::invalid_argument,
      fmt::format("{} is no store of sessionstore: it holds somebody else's tables ({} ...)", file,
                  fmt::join(tables, ", ")),
      "name another file; to read OpenCode's own data use `import opencode:PATH`");
}

void require_ours_untouched(const std::string& file, bool immutable) {
  ConnectionSettings settings;
  settings.file = file;
  settings.writer = false;
  settings.read_only = true;
  // With nothing beside it the file is whole and nobody is writing to it: then it can be read
  // without locks, which would leave a -shm there.
  std::error_code ignored;
  settings.immutable = immutable || (!std::filesystem::exists(file + "-wal", ignored) &&
                                     !std::filesystem::exists(file + "-journal", ignored));
  try {
    SqliteConnection connection(settings);
    require_ours(connection, file);
  } catch (const Error& error) {
    if (error.native_code() != SQLITE_READONLY_ROLLBACK) throw;
    // A writer died, and its journal must be rolled back before anything can be read. That brings
    // back what was last committed, as the next program of the file's owner would.
    settings.read_only = false;
    SqliteConnection connection(settings);
    require_ours(connection, file);
  }
}

void require_content(const std::filesystem::path& file) {
  constexpr int kLooks = 20;
  constexpr std::chrono::milliseconds kBetween{50};
  std::error_code problem;
  for (int look = 0; look < kLooks; ++look) {
    if (std::filesystem::file_size(file, problem) > 0 || problem) return;
    std::this_thread::sleep_for(kBetween);
  }
  throw Error(ErrorCode::not_found,
              fmt::format("{} has 0 bytes: that is no store, but what a full disk or a copy that "
                          "was cut short leaves of one",
                          file.string()),
              "put a copy of the store in its place; where there never was one, `sessionstore "
              "import` makes it");
}

std::vector<Difference> check_file(sql::Connection& connection) {
  std::vector<Difference> found;
  connection.query("PRAGMA integrity_check", {}, [&](const sql::Row& row) {
    if (row.bytes(0) != "ok") found.push_back({"", "storage", std::string(row.bytes(0))});
  });
  connection.query("PRAGMA foreign_key_check", {}, [&](const sql::Row& row) {
    found.push_back({"", "storage",
                     fmt::format("row {} of {} refers to a row of {} that does not exist",
                                 row.integer(1), row.bytes(0), row.bytes(2))});
  });
  return found;
}

void copy_before_migration(const std::string& file, std::int64_t next_version) {
  copy_database(file, fmt::format("{}.before-{:04}", file, next_version));
}

}  // namespace sessionstore::sqlite
