// What is larger than a server takes in one packet.
#include <fmt/format.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>

#include "opening_errors.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {
namespace {

constexpr std::size_t kLimit = 1U << 20U;
constexpr std::string_view kInsert = "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)";

void insert(sql::Connection& connection, std::int64_t id, const std::vector<std::string>& texts) {
  std::vector<sql::Value> values = {id};
  for (const std::string& text : texts) values.emplace_back(std::string_view(text));
  values.resize(6, nullptr);
  connection.execute(kInsert, values);
}

std::vector<std::string> ids(sql::Connection& connection) {
  return rows_of(connection, "SELECT id FROM t ORDER BY id");
}

}  // namespace

TEST_CASE("what the server would not take is refused with both sizes, and harms nothing") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const GlobalSetting small(database.server(), "max_allowed_packet", std::to_string(kLimit));
  auto connection = connect(database.settings());
  connection.execute(
      "CREATE TABLE t (id BIGINT PRIMARY KEY, a LONGTEXT, b LONGTEXT, c LONGTEXT, d LONGTEXT, "
      "e LONGTEXT) ENGINE = InnoDB");
  CHECK(connection.dialect().bytes_per_insert <= kLimit / 2);
  insert(connection, 1, {"before"});
  const auto too_large = [&](const std::vector<std::string>& texts) {
    const Error error = error_of([&] { insert(connection, 9, texts); });
    check(error, {ErrorCode::constraint, 0, "max_allowed_packet is 1048576 bytes",
                  "raise max_allowed_packet on the server"});
    return std::string(error.what());
  };
  SECTION("one value") {
    CHECK_THAT(too_large({std::string(2'000'000, 'x')}), Catch::Contains("a row of 2004"));
  }
  SECTION("one value just as large as the limit") { too_large({std::string(kLimit, 'x')}); }
  SECTION("several that are small enough, together") {
    too_large(std::vector<std::string>(5, std::string(250'000, 'x')));
  }
  SECTION("in a transaction") {
    connection.execute("START TRANSACTION");
    too_large({std::string(kLimit, 'x')});
    connection.execute("COMMIT");
  }
  CHECK(connection.reusable());
  CHECK(connection.alive());
  insert(connection, 2, {"after, on the same statement"});
  CHECK(ids(connection) == std::vector<std::string>{"1", "2"});
}

TEST_CASE("what is just small enough is taken") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const GlobalSetting small(database.server(), "max_allowed_packet", std::to_string(kLimit));
  auto connection = connect(database.settings());
  connection.execute(
      "CREATE TABLE t (id BIGINT PRIMARY KEY, a LONGTEXT, b LONGTEXT, c LONGTEXT, d LONGTEXT, "
      "e LONGTEXT) ENGINE = InnoDB");
  const std::size_t most = kLimit - 4096 - kInsert.size() - 16 * 6 - 5 * 8;
  insert(connection, 1, {std::string(most - 8, 'x')});
  // As five parts of less than 256 KiB each the values go in one packet.
  insert(connection, 2, std::vector<std::string>(5, std::string(most / 5 - 8, 'x')));
  CHECK(ids(connection) == std::vector<std::string>{"1", "2"});
  CHECK(rows_of(connection, "SELECT LENGTH(a) FROM t").at(0) == std::to_string(most - 8));
}

TEST_CASE("a store says which value is too large, and goes on") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const GlobalSetting small(database.server(), "max_allowed_packet", std::to_string(kLimit));
  const auto store = open_mysql(database.settings());
  put_sample(*store, "s");
  Turn turn = make_turn("m9", 2);
  turn.parts.push_back(text_part("p", std::string(kLimit, 'x')));
  CHECK(error_of([&] { store->append_message("s", turn); }).code() == ErrorCode::constraint);
  CHECK_FALSE(store->find_message("s", "m9").has_value());
  turn.parts.pop_back();
  store->append_message("s", turn);
  CHECK(store->find_message("s", "m9")->parts.size() == 2);
}

TEST_CASE("sessions far larger than a packet are transferred in many") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const GlobalSetting small(database.server(), "max_allowed_packet", std::to_string(kLimit));
  const auto source = open_sqlite(":memory:");
  source->create_session(make_session("s"));
  for (int i = 0; i < 30; ++i) {
    Turn turn = make_turn(fmt::format("m{}", i), 0);
    for (int part = 0; part < 4; ++part) {
      turn.parts.push_back(text_part(fmt::format("p{}", part), std::string(200'000, 'x')));
    }
    source->append_message("s", turn);
  }
  const auto store = open_mysql(database.settings());
  const TransferReport report = transfer(*source, *store, {});
  CHECK(report.written == 1);
  CHECK(report.skipped.empty());
  CHECK(store->read_messages("s", 0, 100).size() == 30);
}

}  // namespace sessionstore::tests
