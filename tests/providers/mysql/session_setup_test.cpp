// What each connection sets for itself, whatever the server's own settings are.
#include "session_setup.h"

#include <catch2/catch.hpp>
#include <map>

#include "opening_errors.h"
#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

std::string variable(sql::Connection& connection, const std::string& name) {
  return rows_of(connection, "SELECT @@SESSION." + name).at(0);
}

std::string isolation(const TestServer& server) {
  return mysql::is_mariadb(server.facts.at("version")) ? "tx_isolation" : "transaction_isolation";
}

}  // namespace

TEST_CASE("a server that is too old is refused with its version") {
  for (const char* const version :
       {"8.0.11", "8.4.3", "9.7.4-2", "10.0.1-log", "8.0.30-TiDB-v7.5.0", "10.6.0-MariaDB",
        "10.11.19-MariaDB-0+deb12u1", "11.4.2-MariaDB-ubu2404"}) {
    INFO(version);
    CHECK_NOTHROW(mysql::require_supported(version, "db:3306"));
  }
  for (const char* const version :
       {"5.7.44", "5.6.24-log", "10.5.26-MariaDB", "5.5.68-MariaDB", "8.0-MariaDB", "", "x"}) {
    check(error_of([&] { mysql::require_supported(version, "db:3306"); }),
          {ErrorCode::unsupported, 0, std::string("db:3306: the server is too old: ") + version,
           "MySQL 8.0 and MariaDB 10.6 are the oldest"});
  }
}

TEST_CASE("a connection is as it must be") {
  const TestServer server = GENERATE(from_range(servers()));
  auto connection = administrator(server);
  CHECK(variable(connection, "sql_mode") == "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION");
  CHECK(variable(connection, isolation(server)) == "READ-COMMITTED");
  CHECK(variable(connection, "innodb_lock_wait_timeout") == "10");
  CHECK(variable(connection, "autocommit") == "1");
  for (const char* const name :
       {"character_set_client", "character_set_connection", "character_set_results"}) {
    CHECK(variable(connection, name) == "utf8mb4");
  }
}

TEST_CASE("a collation is set where one is asked for, and an unknown one is refused") {
  const TestServer server = GENERATE(from_range(servers()));
  auto connection = connect(with(root_over_tcp(server), "collation", "utf8mb4_unicode_ci"));
  CHECK(variable(connection, "collation_connection") == "utf8mb4_unicode_ci");
  CHECK(variable(connection, "character_set_results") == "utf8mb4");
  check(opening_error(with(root_over_tcp(server), "collation", "utf8mb4_klingon")),
        {ErrorCode::invalid_argument, 1273, "utf8mb4_klingon", "collation"});
  check(opening_error(with(root_over_tcp(server), "collation", "latin1_bin")),
        {ErrorCode::invalid_argument, 1253, "latin1_bin", "collation"});
}

TEST_CASE("the server's own settings do no harm") {
  const TestServer server = GENERATE(from_range(servers()));
  const bool mariadb = mysql::is_mariadb(server.facts.at("version"));
  struct Setting {
    const char* name;
    const char* value;
  };
  const auto [name, value] = GENERATE(values<Setting>(
      {{"sql_mode", "''"},
       {"sql_mode", "'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,PIPES_AS_CONCAT'"},
       {"sql_mode", "'ANSI,IGNORE_SPACE,HIGH_NOT_PRECEDENCE,NO_AUTO_VALUE_ON_ZERO'"},
       {"time_zone", "'+12:45'"},
       {"ISOLATION", "'SERIALIZABLE'"},
       {"autocommit", "0"},
       {"completion_type", "'CHAIN'"},
       {"character_set_server", "latin1"},
       {"sql_safe_updates", "1"},
       {"sql_select_limit", "1"},
       {"init_connect", "'SET NAMES latin1'"},
       {"max_sort_length", "64"},
       {"PRIMARY_KEY", "1"},
       {"default_storage_engine", "'MyISAM'"},
       {"foreign_key_checks", "0"}}));
  INFO(name << " = " << value);
  const std::map<std::string, std::string> theirs = {
      {"ISOLATION", isolation(server)},
      {"PRIMARY_KEY", mariadb ? "innodb_force_primary_key" : "sql_require_primary_key"}};
  const auto found = theirs.find(name);
  const GlobalSetting changed(server, found == theirs.end() ? name : found->second, value);
  const TestDatabase database(server);
  const TestAccount account(database, "ALL");  // init_connect is not for administrators
  const auto store = open_mysql(account.settings());
  Session session = make_session("s \\'\"|| ");
  session.title = "título 🚀 \\ ' \" ||  ";
  store->create_session(session);
  store->create_session(make_session("s \\'\"||"));
  for (int i = 0; i < 3; ++i) store->append_message(session.id, make_turn(std::to_string(i), 3));
  store->append_message(session.id, make_turn("grows", 1));
  store->grow_part(session.id, "grows", "grows-0", " and grows");
  CHECK(store->find_session(session.id)->title == session.title);
  const std::vector<Turn> turns = store->read_messages(session.id, 0, 100);
  REQUIRE(turns.size() == 4);
  CHECK(turns.front().parts.size() == 3);
  CHECK(store->list_sessions({}).sessions.size() == 2);
  store->delete_session("s \\'\"||");
  // Another store, so another connection: what was written is committed.
  const auto other = open_mysql(account.settings());
  CHECK(other->list_sessions({}).sessions.size() == 1);
  CHECK(other->find_session(session.id)->title == session.title);
  CHECK(text_of(other->find_message(session.id, "grows")->parts.at(0)) == "part 0 and grows");
  CHECK(other->check_storage().empty());
}

TEST_CASE("a binary log of statements is refused, and once it is of rows all goes on") {
  const auto server = find_server("mysql");
  if (!server) return;  // MariaDB keeps none unless told to before it starts
  const TestDatabase database(*server);
  {
    const GlobalSetting statements(*server, "binlog_format", "STATEMENT");
    check(opening_error(database.settings()),
          {ErrorCode::unsupported, 1665, "binary log", "binlog_format must be ROW or MIXED"});
  }
  put_sample(*open_mysql(database.settings()), "s");
}

}  // namespace sessionstore::tests
