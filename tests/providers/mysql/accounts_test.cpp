// What an account may do, and what it is told where it may not.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "opening_errors.h"
#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

constexpr const char* kWriter = "SELECT, INSERT, UPDATE, DELETE";

mysql::ProviderParts with_one_more_migration(std::vector<sql::EmbeddedMigration>& list) {
  mysql::ProviderParts parts = mysql::default_parts();
  list.assign(parts.migrations.begin(), parts.migrations.end());
  list.push_back({static_cast<std::int64_t>(list.size()) + 1, "more",
                  "CREATE TABLE ss_more (id BIGINT NOT NULL PRIMARY KEY)"});
  parts.migrations = list;
  return parts;
}

std::unique_ptr<SessionStore> open_with(const mysql::ProviderParts& parts, const Settings& settings,
                                        bool migrate = true) {
  OpenOptions options;
  options.settings = settings;
  options.migrate = migrate;
  return mysql::make_provider(parts)->open(options);
}

std::vector<std::string> tables(const TestDatabase& database) {
  auto connection = connect(database.settings());
  return rows_of(connection, "SHOW TABLES");
}

}  // namespace

TEST_CASE("an account without any right in the database is told which it lacks") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount account(database, "");
  check(opening_error(account.settings()),
        {ErrorCode::permission_denied, 1044, database.name(), "docs/team-mysql.md"});
}

TEST_CASE("an account that may not make the tables is told what is pending") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount account(database, kWriter);
  const Error error = opening_error(account.settings());
  check(error, {ErrorCode::permission_denied, 1142, "CREATE command denied",
                "run `sessionstore migrate up` as a user who may change the schema"});
  CHECK_THAT(error.what(), Catch::Contains("0001 initial"));
  CHECK(tables(database).empty());
}

TEST_CASE("with the rights that the manual lists for it, an account makes the tables") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount migrator(database, std::string(kWriter) + ", CREATE, ALTER, INDEX");
  CHECK(open_mysql(migrator.settings())->status().schema_version >= 1);
}

TEST_CASE("who may only write rows uses a database that another account has migrated") {
  const TestDatabase database(GENERATE(from_range(servers())));
  open_mysql(database.settings());
  const TestAccount writer(database, kWriter);
  const auto store = open_mysql(writer.settings());
  put_sample(*store, "s");
  store->append_message("s", make_turn("m9", 2));
  store->rename_session("s", "renamed");
  CHECK(store->check_storage().empty());
  store->delete_session("s");

  std::vector<sql::EmbeddedMigration> list;
  const Error newer = error_of(
      [&] { static_cast<void>(open_with(with_one_more_migration(list), writer.settings())); });
  check(newer, {ErrorCode::permission_denied, 1142, fmt::format("{:04} more", list.back().version),
                "sessionstore migrate up"});
}

TEST_CASE("who may only read, reads") {
  const TestDatabase database(GENERATE(from_range(servers())));
  put_sample(*open_mysql(database.settings()), "s");
  const TestAccount reader(database, "SELECT");
  const auto store = open_mysql(reader.settings());
  CHECK(store->find_session("s").has_value());
  CHECK_FALSE(store->read_messages("s", 0, 100).empty());
  check(error_of([&] { store->rename_session("s", "x"); }),
        {ErrorCode::permission_denied, 1142, "UPDATE command denied", "docs/team-mysql.md"});
}

TEST_CASE("a schema that this program does not fit is refused and left alone") {
  const TestDatabase database(GENERATE(from_range(servers())));
  put_sample(*open_mysql(database.settings()), "s");
  std::vector<sql::EmbeddedMigration> list;
  const mysql::ProviderParts newer = with_one_more_migration(list);
  auto connection = connect(database.settings());
  SECTION("older") {
    check(error_of([&] { static_cast<void>(open_with(newer, database.settings(), false)); }),
          {ErrorCode::version_mismatch, 0, "pending migration", "sessionstore migrate up"});
  }
  SECTION("newer") {
    open_with(newer, database.settings());
    check(opening_error(database.settings()),
          {ErrorCode::version_mismatch, 0,
           fmt::format("schema version {}, this program knows {}", list.size(), list.size() - 1),
           "newer"});
  }
  SECTION("changed by hand") {
    connection.execute("UPDATE ss_migration SET checksum = 'x'");
    check(opening_error(database.settings()),
          {ErrorCode::corrupt, 0, "is not the one that this program has", "backup"});
  }
  SECTION("without one of its tables") {
    const auto store = open_mysql(database.settings());
    connection.execute("DROP TABLE ss_part");
    check(error_of([&] { store->read_messages("s", 0, 100); }),
          {ErrorCode::corrupt, 1146, "ss_part", "sessionstore migrate status"});
    connection.execute("CREATE TABLE ss_part (id INT)");
  }
  CHECK(rows_of(connection, "SELECT COUNT(*) FROM ss_session").at(0) != "0");
}

}  // namespace sessionstore::tests
