#include "backup.h"

#include <fmt/chrono.h>
#include <sessionstore/sqlite/attach.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKept = 3;
/// Nothing takes so long to copy: who began it is gone.
constexpr std::chrono::hours kStale{24};

bool is_stale(const fs::path& file) {
  std::error_code error;
  const fs::file_time_type changed = fs::last_write_time(file, error);
  return !error && fs::file_time_type::clock::now() - changed > kStale;
}

/// Whether `rest` is what copy_database() adds to the name of a copy that it is at, or SQLite to
/// that.
bool is_unfinished(std::string_view rest) {
  constexpr std::string_view kDigits = "0123456789";
  if (rest.ends_with("-journal")) rest.remove_suffix(std::string_view("-journal").size());
  if (!rest.starts_with('.') || !rest.ends_with(".unfinished")) return false;
  rest = rest.substr(1, rest.size() - 1 - std::string_view(".unfinished").size());
  return !rest.empty() && rest.find_first_not_of(kDigits) == std::string_view::npos;
}

}  // namespace

void back_up(const fs::path& database, Millis now) {
  const std::string prefix = database.filename().string() + ".before-export-";
  const std::tm time = fmt::gmtime(static_cast<std::time_t>(now / 1000));
  // With the milliseconds, so that two runs have two names, in the order of their times.
  const std::string name = fmt::format("{}{:%Y%m%dT%H%M%S}.{:03}", prefix, time, now % 1000);
  sqlite::copy_database(database, database.parent_path() / name);
  std::vector<fs::path> copies;
  std::vector<fs::path> stale;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(database.parent_path(), ignored)) {
    const std::string found = entry.path().filename().string();
    if (!found.starts_with(prefix) || found.size() < name.size()) continue;
    // Not what SQLite lays beside a copy that somebody opens.
    if (found.size() == name.size()) copies.push_back(entry.path());
    const std::string_view rest = std::string_view(found).substr(name.size());
    if (is_unfinished(rest) && is_stale(entry.path())) stale.push_back(entry.path());
  }
  for (const fs::path& file : stale) fs::remove(file, ignored);
  // One that was made while the clock was ahead is older than this one, whatever its name says.
  std::ranges::sort(copies, {}, [&](const fs::path& copy) {
    return std::pair(copy.filename().string() <= name, copy);
  });
  for (std::size_t at = 0; at + kKept < copies.size(); ++at) fs::remove(copies[at], ignored);
}

}  // namespace sessionstore::interop
