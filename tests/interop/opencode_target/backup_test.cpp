// The copy of OpenCode's database that is made before it is written to.
#include "opencode_target/backup.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

constexpr Millis kNow = 1795227709577;  // 2026-11-21T02:21:49.577Z
constexpr const char* kCopy = "opencode.db.before-export-20261121T022149.577";

void put_file(const fs::path& file, std::chrono::hours age) {
  std::ofstream(file) << "x";
  fs::last_write_time(file, fs::file_time_type::clock::now() - age);
}

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

}  // namespace

TEST_CASE("what a killed backup left goes after a day, and nothing else does") {
  const TemporaryDirectory place;
  const fs::path database = place.path() / "opencode.db";
  run_sql(database, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
  const std::string earlier = "opencode.db.before-export-20261101T000000.000";
  const std::set<std::string> gone = {earlier + ".4711.unfinished",
                                      earlier + ".4711.unfinished-journal"};
  const std::set<std::string> kept = {
      "opencode.db",
      kCopy,
      earlier,
      earlier + "-wal",
      earlier + ".mine.unfinished",
      earlier + ".unfinished",
      "opencode.db.4711.unfinished",
      "opencode-dev.db.before-export-20261101T000000.000.1.unfinished",
      "opencode.db.before-export-1.4711.unfinished"};
  const std::string fresh = earlier + ".4712.unfinished";
  for (const std::string& name : gone) put_file(place.path() / name, std::chrono::hours(25));
  for (const std::string& name : kept) {
    if (name != "opencode.db" && name != kCopy) {
      put_file(place.path() / name, std::chrono::hours(25));
    }
  }
  put_file(place.path() / fresh, std::chrono::hours(23));

  interop::back_up(database, kNow);
  std::set<std::string> expected = kept;
  expected.insert(fresh);
  CHECK(names_in(place.path()) == expected);
  CHECK(query_sql(place.path() / kCopy, "SELECT x FROM t") == std::vector<std::string>{"1"});
}

TEST_CASE("copies that were made while the clock was ahead do not stand in for the one of now") {
  const TemporaryDirectory place;
  const fs::path database = place.path() / "opencode.db";
  run_sql(database, "CREATE TABLE t (x)");
  constexpr Millis kAhead = kNow + Millis{100} * 24 * 3600 * 1000;
  for (Millis run = 0; run < 3; ++run) interop::back_up(database, kAhead + run);
  run_sql(database, "INSERT INTO t VALUES (1)");

  interop::back_up(database, kNow);
  REQUIRE(names_in(place.path()).size() == 4);
  REQUIRE(names_in(place.path()).contains(kCopy));
  CHECK(query_sql(place.path() / kCopy, "SELECT x FROM t") == std::vector<std::string>{"1"});
  // The oldest has gone for it.
  CHECK_FALSE(names_in(place.path()).contains("opencode.db.before-export-20270301T022149.577"));
}

}  // namespace sessionstore::tests
