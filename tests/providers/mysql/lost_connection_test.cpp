// Connections that end under their user, and servers that will not write.
#include <fmt/format.h>
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sql/transient_error.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <optional>

#include "opening_errors.h"
#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using Kind = sql::TransientError::Kind;

template <typename Call>
sql::TransientError transient(const Call& call) {
  try {
    call();
  } catch (const sql::TransientError& error) {
    return error;
  }
  FAIL("no transient error was thrown");
  throw std::logic_error("not reached");
}

void kill(const TestDatabase& database, sql::Connection& connection) {
  const std::string id = rows_of(connection, "SELECT CONNECTION_ID()").at(0);
  administrator(database.server()).execute("KILL " + id);
}

void kill_all(const TestDatabase& database) {
  auto root = administrator(database.server());
  for (const auto& id : rows_of(root, "SELECT id FROM information_schema.processlist WHERE db = '" +
                                          database.name() + "'")) {
    root.execute("KILL " + id);
  }
}

std::string count(sql::Connection& connection) {
  return rows_of(connection, "SELECT COUNT(*) FROM t").at(0);
}

}  // namespace

TEST_CASE("a commit on a connection that was killed is no success") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto other = connect(database.settings());
  other.execute("CREATE TABLE t (id BIGINT PRIMARY KEY) ENGINE = InnoDB");
  auto connection = connect(database.settings());
  std::optional<sql::Transaction> transaction(std::in_place, connection,
                                              sql::Transaction::Kind::write);
  connection.execute("INSERT INTO t VALUES (?)", {std::int64_t{1}});
  kill(database, connection);
  CHECK(transient([&] { transaction->commit(); }).kind() == Kind::connection_lost);
  CHECK_NOTHROW(transaction.reset());
  CHECK(count(other) == "0");
}

TEST_CASE("a connection that was lost is not used again, whatever it was doing") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY) ENGINE = InnoDB");
  const auto use = GENERATE(
      as<std::function<void(sql::Connection&)>>(), [](sql::Connection& c) { c.execute("COMMIT"); },
      [](sql::Connection& c) { c.execute("ROLLBACK"); },
      [](sql::Connection& c) { c.execute("START TRANSACTION"); },
      [](sql::Connection& c) { c.execute("INSERT INTO t VALUES (?)", {std::int64_t{1}}); },
      [](sql::Connection& c) {
        c.query("SELECT id FROM t WHERE id = ?", {std::int64_t{1}}, [](const sql::Row&) {});
      },
      [](sql::Connection& c) { c.stream("SELECT id FROM t", {}, [](const sql::Row&) {}); });
  if (GENERATE(false, true)) use(connection);  // its statement is prepared
  connection.execute("ROLLBACK");
  connection.execute("DELETE FROM t");
  CHECK(connection.reusable());
  CHECK(connection.alive());
  kill(database, connection);
  CHECK(connection.reusable());  // it asks nobody
  CHECK_FALSE(connection.alive());
  CHECK(transient([&] { use(connection); }).kind() == Kind::connection_lost);
  CHECK_FALSE(connection.reusable());
  CHECK_FALSE(connection.alive());
}

TEST_CASE("a store goes on when all its connections were killed") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const auto store = open_mysql(database.settings());
  put_sample(*store, "s");
  kill_all(database);
  store->rename_session("s", "after");  // within half a second: nobody asked whether it is alive
  kill_all(database);
  CHECK(store->find_session("s")->title == "after");
}

TEST_CASE("threads share what the server lets them have") {
  const TestDatabase database(GENERATE(from_range(servers())));
  put_sample(*open_mysql(database.settings()), "s");
  const TestAccount account(database, "ALL", "WITH MAX_USER_CONNECTIONS 2");
  const auto store = open_mysql(with(account.settings(), "connectionTimeout", "20"));
  std::vector<std::future<int>> threads;
  for (int thread = 0; thread < 6; ++thread) {
    threads.push_back(std::async(std::launch::async, [&, thread] {
      for (int i = 0; i < 10; ++i) {
        store->append_message("s", make_turn(fmt::format("m{}-{}", thread, i), 1));
      }
      return 1;
    }));
  }
  for (auto& thread : threads) CHECK(thread.get() == 1);
  CHECK(store->find_session("s")->message_count == 62);
}

TEST_CASE("readTimeout ends a statement that takes longer, and the connection with it") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(with(database.settings(), "readTimeout", "1000"));
  const auto begin = std::chrono::steady_clock::now();
  const auto error = transient([&] { rows_of(connection, "SELECT SLEEP(20)"); });
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  CHECK(error.kind() == Kind::connection_lost);
  CHECK_FALSE(connection.reusable());
}

TEST_CASE("of two that wait for each other, one is told that its transaction is undone") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto one = connect(database.settings());
  auto two = connect(database.settings());
  one.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT) ENGINE = InnoDB");
  one.execute("INSERT INTO t VALUES (1, 0), (2, 0)");
  const auto change = [](sql::Connection& connection, std::int64_t id) {
    connection.execute("UPDATE t SET n = n + 1 WHERE id = ?", {id});
  };
  one.execute("START TRANSACTION");
  two.execute("START TRANSACTION");
  change(one, 1);
  change(two, 2);
  const auto cross = [&](sql::Connection& connection, std::int64_t id) -> std::optional<Error> {
    try {
      change(connection, id);
    } catch (const sql::TransientError& error) {
      CHECK(error.kind() == Kind::rolled_back);
      return error;
    }
    return std::nullopt;
  };
  auto waits = std::async(std::launch::async, [&] {
    auto error = cross(one, 2);
    one.execute("ROLLBACK");
    return error;
  });
  auto error = cross(two, 1);
  two.execute("ROLLBACK");
  if (const auto other = waits.get(); other) error = other;
  REQUIRE(error.has_value());
  CHECK(error->native_code() == 1213);
  CHECK(one.reusable());
  CHECK(two.reusable());
}

TEST_CASE("who waits too long for a row may try again") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto holder = connect(database.settings());
  auto waiter = connect(database.settings());
  holder.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT) ENGINE = InnoDB");
  holder.execute("INSERT INTO t VALUES (1, 0)");
  holder.execute("START TRANSACTION");
  holder.execute("UPDATE t SET n = 1");
  CHECK(rows_of(waiter, "SELECT @@innodb_lock_wait_timeout").at(0) == "10");
  waiter.execute("SET SESSION innodb_lock_wait_timeout = 1");
  const auto error = transient([&] { waiter.execute("UPDATE t SET n = 2"); });
  CHECK(error.kind() == Kind::rolled_back);
  check(error, {ErrorCode::unavailable, 1205, "Lock wait timeout", "another client holds"});
  CHECK(waiter.reusable());
}

TEST_CASE("a server that became read-only is left, for a name may lead to another one later") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const TestAccount account(database, "ALL");
  auto connection = connect(account.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY) ENGINE = InnoDB");
  const GlobalSetting read_only(database.server(), "read_only", "1");
  check(error_of([&] { connection.execute("INSERT INTO t VALUES (1)"); }),
        {ErrorCode::unavailable, 1290, "read", "primary"});
  CHECK_FALSE(connection.reusable());
}

}  // namespace sessionstore::tests
