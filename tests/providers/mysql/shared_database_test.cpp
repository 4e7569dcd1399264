// A database that is not ours alone.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "support/rows.h"
#include "test_database.h"

namespace sessionstore::tests {
namespace {

// As the Go program makes them, foreign keys and triggers included.
constexpr const char* kGoTables[] = {
    "CREATE TABLE sessions (id VARCHAR(36) PRIMARY KEY, parent_session_id VARCHAR(36), "
    "title TEXT NOT NULL, message_count INT NOT NULL DEFAULT 0, created_at BIGINT NOT NULL, "
    "updated_at BIGINT NOT NULL) ENGINE = InnoDB",
    "CREATE TABLE messages (id VARCHAR(36) PRIMARY KEY, session_id VARCHAR(36) NOT NULL, "
    "role VARCHAR(20) NOT NULL, parts JSON NOT NULL, created_at BIGINT NOT NULL, "
    "FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE) ENGINE = InnoDB",
    ("CREATE TABLE files (id VARCHAR(36) PRIMARY KEY, session_id VARCHAR(36) NOT NULL, "
     "path TEXT NOT NULL, content LONGTEXT NOT NULL, FOREIGN KEY (session_id) REFERENCES "
     "sessions (id) ON DELETE CASCADE) ENGINE = InnoDB"),
    "CREATE TRIGGER update_session_message_count AFTER INSERT ON messages FOR EACH ROW "
    "UPDATE sessions SET message_count = message_count + 1 WHERE id = NEW.session_id",
    "INSERT INTO sessions VALUES ('s', NULL, 'theirs', 0, 1, 1)",
    "INSERT INTO messages VALUES ('m', 's', 'user', '[]', 1)",
    "INSERT INTO files VALUES ('f', 's', 'a.go', 'package a')"};

std::string all_of(sql::Connection& connection) {
  std::string all;
  for (const char* const table : {"sessions", "messages", "files"}) {
    for (const auto& row : rows_of(connection, fmt::format("SHOW CREATE TABLE {}", table), 2)) {
      all += row + '\n';
    }
    for (const auto& row : rows_of(connection, fmt::format("SELECT * FROM {}", table), 4)) {
      all += row + '\n';
    }
  }
  for (const auto& row : rows_of(connection, "SHOW TRIGGERS", 5)) all += row + '\n';
  return all;
}

}  // namespace

TEST_CASE("the Go program's tables in the same database stay as they are") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  for (const char* const statement : kGoTables) connection.execute(statement);
  const std::string before = all_of(connection);
  const auto store = open_mysql(database.settings());
  put_sample(*store, "s");
  store->append_message("s", make_turn("m", 2));
  store->rename_session("s", "ours");
  CHECK(all_of(connection) == before);
  store->delete_session("s");
  CHECK(store->status().sessions == 0);
  CHECK(all_of(connection) == before);
  for (const auto& table : rows_of(connection, "SHOW TABLES")) {
    INFO(table);
    const bool theirs = table == "sessions" || table == "messages" || table == "files";
    CHECK((theirs || table.starts_with("ss_")));
  }
}

TEST_CASE("a database of another character set, and with an awkward name, does as well") {
  const TestServer server = GENERATE(from_range(servers()));
  auto root = administrator(server);
  const std::string name = "Te-am `1` é%_";
  const std::string quoted = "`Te-am ``1`` é%_`";
  root.execute("DROP DATABASE IF EXISTS " + quoted);
  root.execute("CREATE DATABASE " + quoted + " CHARACTER SET latin1 COLLATE latin1_swedish_ci");
  Settings settings = root_over_tcp(server);
  settings["database"] = name;
  const auto store = open_mysql(settings);
  put_sample(*store, "Makefile");
  put_sample(*store, "makefile");
  store->rename_session("Makefile", "título 🚀");
  CHECK(store->find_session("Makefile")->title == "título 🚀");
  CHECK(store->status().sessions == 2);
  CHECK(open_mysql(settings)->status().sessions == 2);
  root.execute("DROP DATABASE " + quoted);
}

TEST_CASE("two databases on one server are two stores") {
  const TestServer server = GENERATE(from_range(servers()));
  const TestDatabase one(server);
  const TestDatabase other(server);
  const auto first = open_mysql(one.settings());
  const auto second = open_mysql(other.settings());
  put_sample(*first, "s");
  CHECK(second->status().sessions == 0);
  CHECK_FALSE(second->find_session("s").has_value());
}

}  // namespace sessionstore::tests
