#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/transaction.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/rows.h"
#include "support/stress.h"

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;

/// Stops the statements of one connection, one after the other, for as long as it lives.
class StatementKiller {
 public:
  StatementKiller(const ServerDatabase& database, std::int64_t connection)
      : thread_([this, &database, connection] {
          mysql::MysqlConnection administrator = database.administrator();
          while (!stopping_) {
            administrator.execute(fmt::format("KILL QUERY {}", connection));
            std::this_thread::sleep_for(100us);
          }
        }) {}
  ~StatementKiller() {
    stopping_ = true;
    thread_.join();
  }
  StatementKiller(const StatementKiller&) = delete;
  StatementKiller& operator=(const StatementKiller&) = delete;

 private:
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE("statements stopped at any moment: whole results or errors, and no transaction left") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto store = database.open();
  store->create_session(make_session("s"));
  for (int i = 0; i < 10; ++i) store->append_message("s", make_turn(std::to_string(i), 0));

  mysql::MysqlConnection connection(mysql::parse_settings(database.settings()), 10s);
  std::int64_t id = 0;
  connection.query("SELECT CONNECTION_ID()", {}, [&](const sql::Row& row) { id = row.integer(0); });
  const std::string_view sql = "SELECT seq, data FROM ss_message WHERE session_id = ?";
  int whole = 0;
  int stopped = 0;
  const StatementKiller killer(database, id);
  for (const auto end = std::chrono::steady_clock::now() + 1s * stress_times();
       std::chrono::steady_clock::now() < end;) {
    try {
      if (!connection.reusable()) connection.execute("ROLLBACK");
      int rows = 0;
      sql::Transaction transaction(connection, sql::Transaction::Kind::read);
      connection.query(sql, {std::string_view("s")}, [&](const sql::Row&) { ++rows; });
      REQUIRE(rows == 10);
      connection.stream(sql, {std::string_view("s")}, [&](const sql::Row&) { ++rows; });
      REQUIRE(rows == 20);
      transaction.commit();
      ++whole;
    } catch (const Error& error) {
      REQUIRE(error.native_code() == 1317);  // 1568: a transaction has begun without a trace
      ++stopped;
    }
  }
  CHECK(whole > 20);
  CHECK(stopped > 20);
}

}  // namespace sessionstore::tests
