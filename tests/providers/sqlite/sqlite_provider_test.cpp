#include <fmt/format.h>
#include <sessionstore/sqlite/provider.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>

#include "support/error_of.h"
#include "support/process.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

mode_t mode_of(const std::filesystem::path& path) {
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  return facts.st_mode & 07777U;
}

std::string journal_mode_of(const std::filesystem::path& file) {
  return query_sql(file, "PRAGMA journal_mode").at(0);
}

}  // namespace

TEST_CASE("a new store is private, and what existed keeps its mode") {
  const TemporaryDirectory directory;
  ::chmod(directory.path().c_str(), 0755);
  const auto file = directory.path() / "new" / "deeper" / "store.db";
  const auto store = open_sqlite(file);
  store->create_session(make_session("s"));
  CHECK(mode_of(file) == 0600);
  CHECK(mode_of(file.string() + "-wal") == 0600);
  CHECK(mode_of(file.parent_path()) == 0700);
  CHECK(mode_of(file.parent_path().parent_path()) == 0700);
  CHECK(mode_of(directory.path()) == 0755);
}

TEST_CASE("a local file is in WAL mode, one that machines may share is not") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file)->create_session(make_session("s"));
  CHECK(journal_mode_of(file) == "wal");
  // NFS, SMB, CIFS, SMB2, 9p, FUSE and virtiofs
  for (const std::uint32_t type :
       {0x6969U, 0x517BU, 0xFF534D42U, 0xFE534D42U, 0x01021997U, 0x65735546U}) {
    sqlite::ProviderParts parts = sqlite::default_parts();
    parts.file_system_type = [type](const auto&) { return type; };
    const auto store = open_sqlite(file, parts);
    CHECK(journal_mode_of(file) == "delete");
    CHECK(store->find_session("s"));
    store->rename_session("s", "renamed there");
  }
  open_sqlite(file);
  CHECK(journal_mode_of(file) == "wal");
}

TEST_CASE("tables are strict and foreign keys are on") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file);
  CHECK(query_sql(file,
                  "SELECT count(*) FROM pragma_table_list WHERE name GLOB 'ss_*' AND NOT "
                  "strict AND name <> 'ss_migration'") == std::vector<std::string>{"0"});
}

TEST_CASE("somebody else's database is refused and not touched") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "opencode.db";
  run_sql(file,
          "PRAGMA journal_mode = DELETE; CREATE TABLE project (id); CREATE TABLE session (id); "
          "INSERT INTO session VALUES (1)");
  const std::string before = read_file(file);
  const Error error = error_of([&] { open_sqlite(file); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(std::string(error.what()).find("project, session") != std::string::npos);
  CHECK((read_file(file) == before));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("what is no database, or was cut short, is said to be damaged") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  SECTION("text") { write_file(file, std::string(5000, 'x')); }
  SECTION("cut short") {
    open_sqlite(file)->create_session(make_session("s"));
    std::filesystem::resize_file(file, 20'000);
  }
  const auto open_and_check = [&] {
    const auto store = open_sqlite(file);
    if (!store->check_storage().empty()) throw Error(ErrorCode::corrupt, "found by its own check");
  };
  CHECK(error_of(open_and_check).code() == ErrorCode::corrupt);
}

TEST_CASE("a store from a newer program is refused and not touched") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file);
  run_sql(file, "INSERT INTO ss_migration VALUES (99, 'future', 'x')");
  const Error error = error_of([&] { open_sqlite(file); });
  CHECK(error.code() == ErrorCode::version_mismatch);
  CHECK(query_sql(file, "SELECT count(*) FROM ss_migration") == std::vector<std::string>{"4"});
}

TEST_CASE("a store that is not there is made only when asked") {
  const TemporaryDirectory directory;
  const auto provider = sqlite::make_provider();
  OpenOptions options = options_for(directory.path() / "none.db");
  options.create = false;
  CHECK(error_of([&] { (void)provider->open(options); }).code() == ErrorCode::not_found);
  CHECK(std::filesystem::is_empty(directory.path()));
  options.settings["sinchronous"] = "full";
  const Error error = error_of([&] { (void)provider->open(options); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(error.hint().find("synchronous") != std::string::npos);
}

TEST_CASE("a copy is made before a migration of a store that has one") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file)->create_session(make_session("s"));
  sqlite::ProviderParts parts = sqlite::default_parts();
  std::vector<sql::EmbeddedMigration> migrations(parts.migrations.begin(), parts.migrations.end());
  const auto next = static_cast<std::int64_t>(migrations.size()) + 1;
  migrations.push_back(
      {next, "more", "CREATE TABLE ss_more (id TEXT NOT NULL PRIMARY KEY) STRICT"});
  parts.migrations = migrations;
  const auto store = open_sqlite(file, parts);
  CHECK(store->status().schema_version == next);
  const std::string copy = fmt::format("{}.before-{:04}", file.string(), next);
  CHECK(mode_of(copy) == 0600);
  CHECK(query_sql(copy, "SELECT max(version) FROM ss_migration") ==
        std::vector{std::to_string(next - 1)});
  CHECK(query_sql(copy, "SELECT id FROM ss_session") == std::vector<std::string>{"s"});
}

TEST_CASE("a full disk is said, and the store stays whole") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  const ProcessResult result = run_process({TESTS_HELPER, "fill", file.string(), "3000000"});
  REQUIRE(result.exit_code == 0);
  std::istringstream lines(result.out);
  std::string acknowledged;
  std::string code;
  std::getline(lines, acknowledged);
  std::getline(lines, code);
  CHECK(code == "unavailable");
  CHECK(std::stoi(acknowledged) > 5);
  const auto store = open_sqlite(file);
  CHECK(store->check_storage().empty());
  CHECK(store->find_session("ses_1")->message_count == std::stoi(acknowledged));
}

TEST_CASE("what was acknowledged survives kill -9, and nothing is torn") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file)->create_session(make_session("s"));
  std::vector<std::string> acknowledged;
  for (const int milliseconds : {60, 120, 200}) {
    Process process(
        {TESTS_HELPER, "append-for-ever", file.string(), "s", "run" + std::to_string(milliseconds)},
        {});
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000 * 5);
    process.send(SIGKILL);
    std::istringstream lines(process.wait().out);
    for (std::string id; std::getline(lines, id);) {
      if (!lines.eof()) acknowledged.push_back(id);
    }
  }
  const auto store = open_sqlite(file);
  CHECK(store->check_storage().empty());
  CHECK(acknowledged.size() > 3);
  for (const std::string& id : acknowledged) {
    const std::optional<Turn> turn = store->find_message("s", id);
    REQUIRE(turn);
    CHECK(turn->parts.size() == 2);
  }
}

}  // namespace sessionstore::tests
