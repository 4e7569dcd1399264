#include "backup.h"

#include <fmt/chrono.h>
#include <sessionstore/sqlite/attach.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <system_error>
#include <vector>

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 3;

}  // namespace

void back_up(const fs::path& database, Millis now) {
  const std::string prefix = database.filename().string() + ".before-export-";
  const std::tm time = fmt::gmtime(static_cast<std::time_t>(now / 1000));
  // With the milliseconds, so that two runs have two names, in the order of their times.
  const std::string name = fmt::format("{}{:%Y%m%dT%H%M%S}.{:03}", prefix, time, now % 1000);
  sqlite::copy_database(database, database.parent_path() / name);
  std::vector<fs::path> copies;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(database.parent_path(), ignored)) {
    const std::string found = entry.path().filename().string();
    // Not what SQLite lays beside a copy that somebody opens, nor one that a killed run began.
    if (found.starts_with(prefix) && found.size() == name.size()) copies.push_back(entry.path());
  }
  std::ranges::sort(copies);
  for (std::size_t at = 0; at + kKept < copies.size(); ++at) fs::remove(copies[at], ignored);
}

}  // namespace sessionstore::interop
