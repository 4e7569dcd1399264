// Opening what is not simply a good file in a good place.
#include <sessionstore/sqlite/attach.h>
#include <sessionstore/sqlite/journal_file.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "file_system.h"
#include "sqlite_connection.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

std::string journal_mode(const std::filesystem::path& file) {
  return query_sql(file, "PRAGMA journal_mode").at(0);
}

sqlite::ProviderParts with_one_more_migration(std::vector<sql::EmbeddedMigration>& list) {
  sqlite::ProviderParts parts = sqlite::default_parts();
  list.assign(parts.migrations.begin(), parts.migrations.end());
  const auto next = static_cast<std::int64_t>(list.size()) + 1;
  list.push_back({next, "more", "CREATE TABLE ss_more (id TEXT NOT NULL PRIMARY KEY) STRICT"});
  parts.migrations = list;
  return parts;
}

/// Runs `check` in a child process as a user who owns nothing; gives its exit status.
template <typename Check>
int as_nobody(const Check& check) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(99);
    int result = 98;
    try {
      result = check();
    } catch (const Error& error) {
      result = 50 + static_cast<int>(error.code());
    }
    ::_exit(result);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int exit_of(ErrorCode code) { return 50 + static_cast<int>(code); }

}  // namespace

TEST_CASE("a store that may not be migrated is opened only if this program fits it") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file);
  OpenOptions options = options_for(file);
  options.migrate = false;
  const auto open = [&](const sqlite::ProviderParts& parts = sqlite::default_parts()) {
    static_cast<void>(sqlite::make_provider(parts)->open(options));
  };
  CHECK_NOTHROW(open());
  SECTION("pending") {
    std::vector<sql::EmbeddedMigration> list;
    CHECK(error_of([&] { open(with_one_more_migration(list)); }).code() ==
          ErrorCode::version_mismatch);
  }
  SECTION("newer") {
    run_sql(file, "INSERT INTO ss_migration VALUES (99, 'future', 'x')");
    CHECK(error_of(open).code() == ErrorCode::version_mismatch);
  }
  SECTION("changed") {
    run_sql(file, "UPDATE ss_migration SET checksum = 'x'");
    CHECK(error_of(open).code() == ErrorCode::corrupt);
  }
}

TEST_CASE("the schema is told, planned and brought up apart from the store") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file);
  std::vector<sql::EmbeddedMigration> list;
  const auto schema =
      sqlite::make_provider(with_one_more_migration(list))->open_schema(options_for(file));
  CHECK(schema->status().state == "pending");
  CHECK_THAT(schema->plan(), Catch::Contains("ss_more"));
  CHECK(schema->up().size() == 1);
  CHECK(schema->status().state == "current");
  CHECK(schema->repair().empty());
  CHECK(query_sql(file, "SELECT COUNT(*) FROM ss_more") == std::vector<std::string>{"0"});
}

TEST_CASE("somebody else's database is refused and not touched, whatever lies beside it") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "opencode.db";
  run_sql(file, "PRAGMA journal_mode = WAL; CREATE TABLE project (id); CREATE TABLE session (id)");
  sqlite::ProviderParts parts = sqlite::default_parts();
  if (GENERATE(false, true)) parts.file_system_type = [](const auto&) { return 0x6969U; };
  std::unique_ptr<sqlite3, decltype(&sqlite3_close)> in_use(nullptr, &sqlite3_close);
  if (GENERATE(false, true)) {  // its owner has it open, with rows only in the -wal
    sqlite3* raw = nullptr;
    sqlite3_open(file.c_str(), &raw);
    in_use.reset(raw);
    REQUIRE(sqlite3_exec(raw, "INSERT INTO session VALUES (1)", nullptr, nullptr, nullptr) == 0);
  }
  const std::string wal = file.string() + "-wal";
  const std::string before = read_file(file);
  const std::string wal_before = read_file(wal);
  CHECK(error_of([&] { open_sqlite(file, parts); }).code() == ErrorCode::invalid_argument);
  CHECK((read_file(file) == before));
  CHECK((read_file(wal) == wal_before));
  CHECK(journal_mode(file) == "wal");
}

TEST_CASE("a directory that cannot be written is said so") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  open_sqlite(file)->create_session(make_session("s"));
  ::chmod(directory.path().c_str(), 0555);
  ::chmod(file.c_str(), 0444);
  SECTION("no store can be made in it") {
    CHECK(as_nobody([&] {
            open_sqlite(directory.path() / "new.db");
            return 0;
          }) == exit_of(ErrorCode::permission_denied));
  }
  SECTION("nor be written") {
    CHECK(as_nobody([&] {
            open_sqlite(file)->rename_session("s", "x");
            return 0;
          }) == exit_of(ErrorCode::permission_denied));
  }
  SECTION("one that is there can be read") {
    CHECK(as_nobody([&] {
            OpenOptions options = options_for(file);
            options.create = false;
            const auto store = sqlite::make_provider()->open(options);
            return store->find_session("s") ? 7 : 8;
          }) == 7);
  }
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
  ::chmod(directory.path().c_str(), 0755);
}

TEST_CASE("a store whose writer died inside a transaction in rollback mode is opened whole") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  sqlite::ProviderParts parts = sqlite::default_parts();
  parts.file_system_type = [](const auto&) { return 0x6969U; };
  open_sqlite(file, parts)->create_session(make_session("s"));
  const pid_t pid = ::fork();
  if (pid == 0) {
    sqlite3* raw = nullptr;
    sqlite3_open(file.c_str(), &raw);
    // A small cache spills into the file before the commit that never comes.
    sqlite3_exec(raw,
                 "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE ss_session SET title = 'torn';"
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                 "INSERT INTO ss_project SELECT 'p' || i, 'x', NULL FROM n",
                 nullptr, nullptr, nullptr);
    ::_exit(0);
  }
  ::waitpid(pid, nullptr, 0);
  REQUIRE(std::filesystem::exists(file.string() + "-journal"));
  const auto store = open_sqlite(file, parts);
  CHECK(store->find_session("s")->title == "about s");
  CHECK(store->status().projects == 1);
  CHECK(store->check_storage().empty());
}

TEST_CASE(
    "every file system that cannot share memory is known, and local ones are not among them") {
  for (const std::uint32_t type :
       {0x6969U, 0x517BU, 0xFF534D42U, 0xFE534D42U, 0x01021997U, 0x65735546U, 0x786F4256U}) {
    CHECK_FALSE(sqlite::can_share_memory(type));
  }
  // ext4, btrfs, xfs, tmpfs, overlayfs, zfs, and one that statfs could not tell
  for (const std::uint32_t type :
       {0xEF53U, 0x9123683EU, 0x58465342U, 0x01021994U, 0x794C7630U, 0x2FC12FC1U, 0U}) {
    CHECK(sqlite::can_share_memory(type));
  }
  CHECK(sqlite::file_system_type("/no/such/place") == sqlite::file_system_type("/"));
}

TEST_CASE("every connection holds foreign keys, and keeps its settings") {
  const TemporaryDirectory directory;
  sqlite::SqliteConnection connection({.file = (directory.path() / "x.db").string()});
  const auto pragma = [&](const std::string& name) {
    std::string value;
    connection.query("PRAGMA " + name, {},
                     [&](const sql::Row& row) { value = std::string(row.bytes(0)); });
    return value;
  };
  CHECK(pragma("foreign_keys") == "1");
  CHECK(pragma("synchronous") == "2");
  CHECK(pragma("journal_mode") == "wal");
  connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)");
  connection.execute("CREATE TABLE b (a REFERENCES a (id))");
  CHECK(error_of([&] { connection.execute("INSERT INTO b VALUES (1)"); }).code() ==
        ErrorCode::constraint);
}

TEST_CASE("a second statement in one text is refused, not passed over") {
  sqlite::SqliteConnection connection({.file = ":memory:"});
  connection.execute("CREATE TABLE a (x INTEGER);\n");
  CHECK(error_of([&] {
          connection.execute("INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)");
        }).code() == ErrorCode::internal);
}

TEST_CASE("a location names a path, and settings are checked") {
  const auto provider = sqlite::make_provider();
  CHECK(provider->settings_of("sqlite:/a b:c.db").at("path") == "/a b:c.db");
  CHECK(provider->settings_of("sqlite::memory:").at("path") == ":memory:");
  for (const char* const location : {"sqlite:", "mysql:/x", "/x"}) {
    CHECK(error_of([&] { static_cast<void>(provider->settings_of(location)); }).code() ==
          ErrorCode::invalid_argument);
  }
  OpenOptions options = options_for(":memory:");
  options.settings["synchronous"] = "off";
  CHECK(error_of([&] { static_cast<void>(provider->open(options)); }).code() ==
        ErrorCode::invalid_argument);
  const TemporaryDirectory directory;
  OpenOptions standard;
  standard.data_directory = directory.path();
  static_cast<void>(provider->open(standard));
  CHECK(std::filesystem::exists(directory.path() / "sessionstore.db"));
}

TEST_CASE("a store that a link leads to, which is not there yet, is its owner's alone") {
  namespace fs = std::filesystem;
  const TemporaryDirectory directory;
  const mode_t before = ::umask(022);
  const fs::path disk = directory.path() / "disk";
  fs::create_directories(disk);
  fs::create_symlink("disk/store.db", directory.path() / "second.db");
  fs::create_symlink("second.db", directory.path() / "first.db");
  const auto store = open_sqlite(directory.path() / "first.db");
  ::umask(before);
  for (const auto& entry : fs::directory_iterator(disk)) {
    CAPTURE(entry.path());
    CHECK(fs::status(entry.path()).permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
  }
  CHECK(fs::exists(disk / "store.db"));
  // Whatever the link leads to may be a disk that is not there today.
  fs::create_symlink("away/store.db", directory.path() / "third.db");
  CHECK_THROWS_AS(open_sqlite(directory.path() / "third.db"), Error);
  CHECK_FALSE(fs::exists(directory.path() / "away"));
}

TEST_CASE("a journal that others may read is its owner's alone from then on") {
  namespace fs = std::filesystem;
  const TemporaryDirectory directory;
  const fs::path file = directory.path() / "sync.db";
  const bool is_new = GENERATE(false, true);
  if (is_new) {
    fs::create_symlink("real.db", file);
  } else {
    run_sql(file, "CREATE TABLE x (a)");
    fs::permissions(file, fs::perms(0644));
  }
  const mode_t before = ::umask(022);
  const auto journal = sqlite::open_journal_file(file);
  ::umask(before);
  CHECK(fs::status(file).permissions() == fs::perms(0600));
}

TEST_CASE("a FIFO in place of a database is refused, not waited for") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "pipe.db";
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  CHECK(error_of([&] { open_sqlite(file); }).code() == ErrorCode::invalid_argument);
  CHECK(error_of([&] { sqlite::attach_read_only(file); }).code() == ErrorCode::corrupt);
}

TEST_CASE("a statement that goes on for long stops once that is wanted") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "store.db";
  std::atomic<bool> stop{false};
  OpenOptions options = options_for(file);
  options.stop = &stop;
  const auto store = sqlite::make_provider()->open(options);
  put_sample(*store, "ses_1");
  const auto attached = sqlite::attach_read_only(file, &stop);
  std::int64_t rows = 0;
  const Error error = error_of([&] {
    attached->read([&](sql::Connection& connection) {
      connection.query(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", {},
          [&](const sql::Row& /*row*/) { stop = ++rows >= 1000; });
    });
  });
  CHECK(error.code() == ErrorCode::interrupted);
  CHECK(rows >= 1000);
  stop = false;
  CHECK(store->check_storage().empty());
}

}  // namespace sessionstore::tests
