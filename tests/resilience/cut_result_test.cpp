#include <fmt/format.h>
#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"

// The driver takes whatever ends a result for its end: a lost connection, and an error among the
// rows.
namespace sessionstore::tests {
namespace {

constexpr int kRows = 200;

std::size_t parts_of(const std::vector<Turn>& turns) {
  std::size_t parts = 0;
  for (const Turn& turn : turns) parts += turn.parts.size();
  return parts;
}

}  // namespace

TEST_CASE("a result that is cut anywhere is read again whole, never taken for shorter") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto direct = database.open();
  direct->create_session(make_session("s"));
  const std::string text(1000, 'x');
  Turn turn = make_turn("m", 0);
  for (int i = 0; i < kRows; ++i) {
    turn.parts.push_back(text_part(std::to_string(i), text));
    direct->put_record("s", make_record("k", std::to_string(i), '"' + text + '"'), std::nullopt);
  }
  direct->append_message("s", turn);

  CuttingProxy proxy(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))),
                     certificate_of(server));
  const auto store = database.open({{"port", proxy.port()}});
  for (const std::size_t bytes : {0U, 100U, 1'000U, 1'500U, 10'000U, 100'000U, 200'000U}) {
    CAPTURE(bytes);
    proxy.cut_next({Cut::When::in_answer, "SELECT", bytes});
    CHECK(parts_of(store->read_messages("s", 0, 10)) == kRows);
    CHECK(proxy.has_cut());
    proxy.cut_next({Cut::When::in_answer, "SELECT", bytes});
    CHECK(store->read_records("s").size() == kRows);
    CHECK(proxy.has_cut());
  }
}

TEST_CASE("a result is no error because the statement before it was one") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  mysql::MysqlConnection connection(mysql::parse_settings(database.settings()),
                                    std::chrono::seconds(10));
  for (const char* const wrong : {"SELECT * FROM nowhere", "KILL 123456789"}) {
    CHECK_THROWS_AS(connection.execute(wrong), Error);
    int rows = 0;
    connection.stream("SELECT CONNECTION_ID()", {}, [&](const sql::Row&) { ++rows; });
    CHECK(rows == 1);
  }
}

TEST_CASE("a result whose statement is stopped half-way is an error") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  // With 0 the server does not keep what the error was.
  const GlobalVariable kept(database, "max_error_count", GENERATE(64, 0));
  mysql::MysqlConnection connection(mysql::parse_settings(database.settings()),
                                    std::chrono::seconds(10));
  std::int64_t id = 0;
  connection.query("SELECT CONNECTION_ID()", {}, [&](const sql::Row& row) { id = row.integer(0); });
  const std::string stop = fmt::format("KILL QUERY {}", id);
  const std::string four = "(SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)";

  SECTION("while it is streamed") {
    // More than fits between server and client, so that the server is still at it.
    const std::string sql =
        fmt::format("SELECT REPEAT('x', 1000000) FROM {0} a, {0} b, {0} c", four);
    int rows = 0;
    const Error error = error_of([&] {
      connection.stream(sql, {}, [&](const sql::Row&) {
        if (rows++ == 0) database.run(stop);
      });
    });
    CHECK(error.native_code() == 1317);
    CHECK(error.code() == ErrorCode::unavailable);
    CHECK(rows < 64);
  }
  SECTION("while it is held back until it is complete") {
    const std::string sql = fmt::format(
        "SELECT REPEAT('x', 100000), SLEEP(0.02) FROM {0} a, {0} b, {0} c WHERE 1 = ?", four);
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));  // of 1.3 seconds
      database.run(stop);
    });
    const Error error =
        error_of([&] { connection.query(sql, {std::int64_t{1}}, [](const sql::Row&) {}); });
    killer.join();
    CHECK(error.native_code() == 1317);
  }
}

}  // namespace sessionstore::tests
