// Several places in one data directory: none of them stops the others, and what is not read is
// named.
#include <sessionstore/error.h>

#include <atomic>
#include <catch2/catch.hpp>

#include "interop/opencode_db/databases.h"
#include "old_projects.h"
#include "support/unprivileged.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// A data directory with a good database, `opencode.db`, and the place for another.
struct Neighbours {
  OldProjects around;
  OpencodeDatabases databases;
  fs::path directory = around.directory();
  fs::path other = directory / "opencode-beta.db";

  Neighbours() { put_sample(directory / "opencode.db"); }
  void put_sample(const fs::path& file) const {
    const auto made = databases.empty("1.18.34-fresh");
    put_sample_rows(made);
    fs::copy_file(made, file);
  }
  [[nodiscard]] Inventory inventory() const { return around.open()->inventory(); }
};

constexpr const char* kSecondOnly =
    "CREATE TABLE project(id TEXT PRIMARY KEY, worktree TEXT);"
    "CREATE TABLE session_v2(id TEXT PRIMARY KEY, project_id TEXT, directory TEXT);"
    "CREATE TABLE session_message(id TEXT, session_id TEXT, type TEXT, seq INT, time_created INT, "
    "time_updated INT, data TEXT);";

Names sources_of(const std::vector<Skipped>& remarks, const fs::path& directory) {
  Names names;
  for (const Skipped& one : remarks) {
    names.push_back(fs::path(one.source).lexically_relative(directory).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

ErrorCode code_of_inventory(const fs::path& path) {
  try {
    interop::open_opencode(path, {})->inventory();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

TEST_CASE("a neighbour that cannot be read is named, and stops no other place") {
  const Neighbours places;
  const std::string kind = GENERATE(as<std::string>{}, "foreign", "go", "second", "no tables",
                                    "module", "text", "denied");
  INFO(kind);
  if (kind == "foreign") run_sql(places.other, "CREATE TABLE notes(a)");
  if (kind == "go") run_sql(places.other, "CREATE TABLE sessions(a); CREATE TABLE messages(a)");
  if (kind == "second") run_sql(places.other, kSecondOnly);
  if (kind == "no tables") std::ofstream(places.other).flush();
  if (kind == "text") std::ofstream(places.other) << std::string(8192, 'x');
  if (kind == "module") {
    // Not as an OpenCode database, which may be read but for that one table.
    run_sql(places.other,
            "CREATE TABLE notes(a); PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES "
            "('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING vec0(e)')");
  }
  if (kind == "denied") {
    places.put_sample(places.other);
    fs::permissions(places.other, fs::perms::none);
  }
  fs::permissions(places.directory, fs::perms(0755));
  const Unprivileged nobody;
  const auto source = places.around.open();
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.sessions.size() == 1);
  CHECK(WholeSession(*source, "ses_1").turns.size() == 2);
  REQUIRE(inventory.skipped.size() == 1);
  CHECK(inventory.skipped[0].source.ends_with("opencode-beta.db"));
  CHECK_FALSE(inventory.skipped[0].reason.empty());
}

TEST_CASE("a newer storage/ and an unknown project stop no database") {
  const Neighbours places;
  places.around.write("storage/migration", "9");
  places.around.write("storage/session/p/ses_2.json", "{}");
  places.around.put("home-u-app", "old", "/home/u/app");
  const Inventory inventory = places.inventory();
  CHECK(inventory.sessions.size() == 2);
  REQUIRE(inventory.skipped.size() == 1);
  CHECK(inventory.skipped[0].source == "storage");
}

TEST_CASE("where no place can be read that is an error, which names them all") {
  const OldProjects around;
  const fs::path directory = around.directory();
  run_sql(directory / "opencode.db", "CREATE TABLE notes(a)");
  CHECK(code_of_inventory(directory) == ErrorCode::unsupported);
  run_sql(directory / "opencode-beta.db", kSecondOnly);
  try {
    around.open()->inventory();
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::version_mismatch);
    CHECK_FALSE(error.hint().empty());
    const std::string what = error.what();
    CHECK(what.find("opencode-beta.db: ") != std::string::npos);
    CHECK(what.find("its tables are notes") != std::string::npos);
  }
}

TEST_CASE("a data directory that is stopped while it is opened does not say that it is broken") {
  const Neighbours places;
  const std::atomic<bool> stop = true;
  try {
    interop::open_opencode(places.directory, {}, {}, &stop)->inventory();
    FAIL("it was not stopped");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::interrupted);
  }
}

TEST_CASE("a database beside project/ is not taken for flat files") {
  const Neighbours places;
  fs::create_directories(places.directory / "project");
  CHECK(places.inventory().sessions.size() == 1);
  places.around.write("project/notes.txt", "x");
  const Inventory inventory = places.inventory();
  CHECK(inventory.sessions.size() == 1);
  CHECK(sources_of(inventory.notes, places.directory) == Names{"project/notes.txt"});
}

TEST_CASE("what lies in a data directory and is not read is named") {
  const Neighbours places;
  places.around.put("home-u-app", "old", "/home/u/app");
  for (const char* const file :
       {"opencode.db.backup", "opencode.db.bak", "history.sqlite", "export.json",
        "opencode-gone.db-wal", "other-tool/state.json", "storage-old/session/p/ses_x.json",
        "project/home-u-app/broken/session/message/ses_x/msg_x.json", "project/unknown/x.json"}) {
    places.around.write(file, "x");
  }
  fs::create_directory(places.directory / "opencode-dir.db");
  fs::create_symlink("nowhere", places.directory / "opencode-link.db");
  const Inventory inventory = places.inventory();
  CHECK(inventory.sessions.size() == 2);
  CHECK(inventory.skipped.empty());
  CHECK(sources_of(inventory.notes, places.directory) ==
        Names{"export.json", "history.sqlite", "opencode-dir.db", "opencode-gone.db-wal",
              "opencode-link.db", "opencode.db.backup", "opencode.db.bak", "other-tool",
              "project/home-u-app/broken", "project/unknown", "storage-old"});
}

TEST_CASE("what OpenCode keeps beside its history is not named") {
  const Neighbours places;
  places.around.put("home-u-app", "old", "/home/u/app");
  for (const char* const file : {"auth.json",
                                 "mcp-auth.json",
                                 "bin/rg",
                                 "log/x.log",
                                 "snapshot/p/HEAD",
                                 "tool-output/tool_1",
                                 "worktree/p/x",
                                 "repos/x/HEAD",
                                 "cache/x",
                                 "plans/x.md",
                                 "shell/p/sh_1.out",
                                 "locks/x",
                                 "opencode.lock",
                                 ".DS_Store",
                                 "storage/migration",
                                 "project/home-u-app/app.json",
                                 "project/home-u-app/snapshots/x",
                                 "opencode.db-wal",
                                 "opencode.db-shm",
                                 "opencode.db.before-export-20261127T100000.000"}) {
    places.around.write(file, file == std::string_view("storage/migration") ? "2" : "");
  }
  fs::create_directory(places.directory / "project/empty");
  const Inventory inventory = places.inventory();
  CHECK(inventory.sessions.size() == 2);
  CHECK(sources_of(inventory.notes, places.directory).empty());
  CHECK(inventory.skipped.empty());
}

TEST_CASE("a database that the environment names is read, and not named as unread") {
  const Neighbours places;
  fs::rename(places.directory / "opencode.db", places.directory / "mine.db");
  const auto source = interop::open_opencode(places.directory, {}, {"mine.db"});
  const Inventory inventory = source->inventory();
  CHECK(inventory.sessions.size() == 1);
  CHECK(inventory.notes.empty());
}

}  // namespace sessionstore::tests
