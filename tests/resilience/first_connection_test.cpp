#include <fmt/format.h>
#include <sessionstore/mysql/provider.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;

/// The database's tables with their columns and keys.
std::string schema_of(const ServerDatabase& database) {
  std::string schema;
  mysql::MysqlConnection administrator = database.administrator();
  const std::string_view name = database.settings().at("database");
  const auto add = [&](const sql::Row& row) {
    schema += fmt::format("{} {} {}\n", row.bytes(0), row.bytes(1), row.bytes(2));
  };
  administrator.query(
      "SELECT table_name, column_name, column_type FROM information_schema.columns "
      "WHERE table_schema = ? ORDER BY table_name, ordinal_position",
      {name}, add);
  administrator.query(
      "SELECT table_name, index_name, column_name FROM information_schema.statistics "
      "WHERE table_schema = ? ORDER BY table_name, index_name, seq_in_index",
      {name}, add);
  return schema;
}

std::string schema_made_in_peace(const TestServer& server) {
  const ServerDatabase database(server);
  static_cast<void>(database.open());
  return schema_of(database);
}

/// Until there are that many tables.
void await_tables(const ServerDatabase& database, int tables) {
  mysql::MysqlConnection administrator = database.administrator();
  const std::string sql =
      fmt::format("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{}'",
                  database.settings().at("database"));
  for (std::int64_t found = 0; found < tables;) {
    administrator.query(sql, {}, [&](const sql::Row& row) { found = row.integer(0); });
  }
}

}  // namespace

TEST_CASE("8 programs that meet in an empty database all succeed, and make one schema") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  std::vector<std::unique_ptr<Process>> processes;
  for (int i = 0; i < 8; ++i) processes.push_back(database.start_helper({"open", "-"}));
  for (const auto& process : processes) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
  }
  CHECK(schema_of(database) == schema_made_in_peace(server));
}

TEST_CASE("a program that is killed while it makes the schema: the next one completes it") {
  const TestServer server = each_server();
  const std::string expected = schema_made_in_peace(server);
  for (const int tables : {1, 4, 6, 9, 11}) {
    CAPTURE(tables);
    const ServerDatabase database(server);
    const auto process = database.start_helper({"open", "-"});
    await_tables(database, tables);
    process->send(SIGKILL);
    process->wait();

    mysql::MysqlConnection connection(mysql::parse_settings(database.settings()), 10s);
    const auto parts = mysql::default_parts();
    // A store would wait longer for the one that died.
    sql::MigrationRunner(connection, parts.migrations, {}, 300ms).up();
    CHECK(schema_of(database) == expected);
    CHECK(sql::MigrationRunner(connection, parts.migrations).status().state == "current");
    CHECK(database.open()->create_session(make_session("s")).revision == 1);
  }
}

}  // namespace sessionstore::tests
