#include <sessionstore/digest.h>
#include <sessionstore/sql/migration_runner.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "sqlite_connection.h"
#include "support/error_of.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::sql {
namespace {

using sqlite::SqliteConnection;
using tests::error_of;
using tests::query_sql;
using tests::run_sql;
using List = std::vector<EmbeddedMigration>;

const List kOne = {{1, "first", "CREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);\n"}};
const List kTwo = {kOne[0], {2, "second", "CREATE TABLE b (y INTEGER);\n"}};
const List kThree = {kTwo[0], kTwo[1], {3, "third", "ALTER TABLE b ADD COLUMN z INTEGER;\n"}};

class Database {
 public:
  SchemaStatus status(const List& list) {
    SqliteConnection connection(settings());
    return MigrationRunner(connection, list).status();
  }
  std::vector<Migration> up(const List& list, const MigrationRunner::BeforeFirst& before = {}) {
    SqliteConnection connection(settings());
    return MigrationRunner(connection, list, before).up();
  }
  [[nodiscard]] std::vector<std::string> tables() const {
    return query_sql(file(), "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  }
  [[nodiscard]] std::string file() const { return (directory_.path() / "test.db").string(); }
  [[nodiscard]] sqlite::ConnectionSettings settings() const { return {.file = file()}; }

 private:
  tests::TemporaryDirectory directory_;
};

using Names = std::vector<std::string>;

TEST_CASE("an empty database comes up, and a second run does nothing", "[migration]") {
  Database database;
  CHECK(database.status(kTwo).state == "empty");
  CHECK(database.status(kTwo).pending.size() == 2);
  const auto done = database.up(kTwo);
  REQUIRE(done.size() == 2);
  CHECK(done[0].version == 1);
  CHECK(done[1].name == "second");
  CHECK(database.tables() == Names{"a", "b", "ss_migration"});
  CHECK(database.status(kTwo).state == "current");
  CHECK(database.up(kTwo).empty());
  CHECK(query_sql(database.file(), "SELECT COUNT(*) FROM a") == Names{"1"});
  CHECK(query_sql(database.file(), "SELECT version, name, checksum FROM ss_migration") ==
        Names{"1|first|" + sha256(kTwo[0].sql).hex(), "2|second|" + sha256(kTwo[1].sql).hex()});
}

TEST_CASE("only what is pending runs, after the backup was asked for once", "[migration]") {
  Database database;
  std::vector<std::int64_t> backups;
  const auto before = [&](std::int64_t version) { backups.push_back(version); };
  database.up(kOne, before);
  CHECK(backups.empty());
  CHECK(database.status(kThree).state == "pending");
  CHECK(database.up(kThree, before).size() == 2);
  CHECK(backups == std::vector<std::int64_t>{2});
  database.up(kThree, before);
  CHECK(backups.size() == 1);
}

TEST_CASE("a backup that fails stops the migration", "[migration]") {
  Database database;
  database.up(kOne);
  const auto fail = [](std::int64_t) { throw Error(ErrorCode::unavailable, "disk full"); };
  CHECK(error_of([&] { database.up(kTwo, fail); }).code() == ErrorCode::unavailable);
  CHECK(database.tables() == Names{"a", "ss_migration"});
}

TEST_CASE("a plan has the pending statements", "[migration]") {
  Database database;
  database.up(kOne);
  SqliteConnection connection(database.settings());
  MigrationRunner runner(connection, kTwo);
  CHECK_THAT(runner.plan(), Catch::Contains("CREATE TABLE b") && Catch::Contains("0002 second") &&
                                !Catch::Contains("CREATE TABLE a"));
  CHECK(database.tables() == Names{"a", "ss_migration"});
}

TEST_CASE("a database newer than the program is refused", "[migration]") {
  Database database;
  database.up(kThree);
  const SchemaStatus status = database.status(kOne);
  CHECK(status.state == "newer");
  CHECK(status.applied.size() == 3);
  CHECK_THAT(status.detail, Catch::Contains("version 3") && Catch::Contains("knows 1"));
  const Error error = error_of([&] { database.up(kOne); });
  CHECK(error.code() == ErrorCode::version_mismatch);
  CHECK_THAT(error.hint(), Catch::Contains("newer sessionstore"));
}

TEST_CASE("a migration that was changed or renamed is refused", "[migration]") {
  Database database;
  database.up(kOne);
  List changed = kTwo;
  changed[0].sql = "CREATE TABLE a (x TEXT);";
  CHECK(database.status(changed).state == "changed");
  CHECK(error_of([&] { database.up(changed); }).code() == ErrorCode::corrupt);
  List renamed = kTwo;
  renamed[0].name = "premier";
  CHECK(database.status(renamed).state == "changed");
  CHECK(database.tables() == Names{"a", "ss_migration"});
}

TEST_CASE("a gap in the record is refused", "[migration]") {
  Database database;
  database.up(kThree);
  run_sql(database.file(), "DELETE FROM ss_migration WHERE version = 2");
  const SchemaStatus status = database.status(kThree);
  CHECK(status.state == "gap");
  CHECK_THAT(status.detail, Catch::Contains("migration 2") && Catch::Contains("3 is"));
  CHECK(error_of([&] { database.up(kThree); }).code() == ErrorCode::corrupt);
}

TEST_CASE("line ends do not count", "[migration]") {
  Database database;
  const List windows = {
      {1, "first", "CREATE TABLE a (x INTEGER);\r\nINSERT INTO a VALUES (1);\r\n"}};
  database.up(windows);
  CHECK(database.status(kOne).state == "current");
}

TEST_CASE("a migration that fails leaves nothing behind", "[migration]") {
  Database database;
  List broken = kThree;
  broken[1].sql = "CREATE TABLE b (y INTEGER);\nINSERT INTO nowhere VALUES (1);\n";
  CHECK_THROWS_AS(database.up(broken), Error);
  CHECK(database.tables() == Names{"a", "ss_migration"});
  CHECK(database.status(kThree).state == "pending");
  CHECK(database.up(kThree).size() == 2);
}

TEST_CASE("eight that start at once on an empty database all succeed", "[migration]") {
  Database database;
  std::array<std::size_t, 8> done{};
  std::array<std::string, 8> errors;
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < done.size(); ++thread) {
    threads.emplace_back([&, thread] {
      try {
        done[thread] = database.up(kThree).size();
      } catch (const Error& error) {
        errors[thread] = error.what();
      }
    });
  }
  std::size_t all = 0;
  for (std::size_t thread = 0; thread < done.size(); ++thread) {
    threads[thread].join();
    CHECK(errors[thread].empty());
    all += done[thread];
  }
  CHECK(all == 3);
  CHECK(query_sql(database.file(), "SELECT COUNT(*) FROM a") == Names{"1"});
}

}  // namespace
}  // namespace sessionstore::sql
