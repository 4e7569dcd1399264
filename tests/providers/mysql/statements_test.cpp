// Statements that are prepared once and run often, and results while they are read.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "test_database.h"

namespace sessionstore::tests {
namespace {

std::int64_t counted(sql::Connection& connection, const std::string& name) {
  const auto row = rows_of(connection, "SHOW SESSION STATUS LIKE '" + name + "'", 2).at(0);
  return std::stoll(row.substr(name.size() + 1));
}

/// How many statements the server keeps prepared for that connection.
std::int64_t prepared(sql::Connection& connection) {
  return counted(connection, "Com_stmt_prepare") - counted(connection, "Com_stmt_close");
}

}  // namespace

TEST_CASE("a connection keeps few prepared statements on the server") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  for (int i = 0; i < 200; ++i) {
    connection.query(fmt::format("SELECT {}, ?", i), {"x"}, [](const sql::Row&) {});
  }
  CHECK(counted(connection, "Com_stmt_prepare") >= 200);
  CHECK(prepared(connection) <= 60);
}

// After some errors the server refuses a statement for ever, until it is prepared again.
TEST_CASE("a statement that failed is not kept") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY) ENGINE = InnoDB");
  const auto insert = [&] { connection.execute("INSERT INTO t VALUES (?)", {std::int64_t{1}}); };
  insert();
  CHECK(prepared(connection) == 1);
  CHECK(error_of(insert).code() == ErrorCode::already_exists);
  CHECK(prepared(connection) == 0);
}

TEST_CASE("a connection used inside of its own callback says so instead of mixing results up") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  connection.execute("CREATE TABLE t (id BIGINT PRIMARY KEY) ENGINE = InnoDB");
  connection.execute("INSERT INTO t VALUES (1), (2), (3)");
  const std::string_view sql = "SELECT id FROM t WHERE id >= ? ORDER BY id";
  const auto query = [&](std::int64_t from, const sql::RowCallback& on_row) {
    connection.query(sql, {from}, on_row);
  };
  const auto stream = [&](std::int64_t from, const sql::RowCallback& on_row) {
    connection.stream(sql, {from}, on_row);
  };
  const auto nothing = [](const sql::Row&) {};
  const auto inside = [&](const auto& outer, const auto& inner) {
    CHECK(error_of([&] { outer(1, [&](const sql::Row&) { inner(2, nothing); }); }).code() ==
          ErrorCode::internal);
    CHECK(rows_of(connection, "SELECT COUNT(*) FROM t").at(0) == "3");
  };
  inside(query, query);
  inside(query, stream);
  inside(stream, query);
  inside(stream, stream);
  inside(query, [&](int, auto) { connection.execute("DELETE FROM t"); });
  CHECK(connection.reusable());
}

TEST_CASE("a wrong number of parameters is refused") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto connection = connect(database.settings());
  const auto nothing = [](const sql::Row&) {};
  CHECK(error_of([&] {
          connection.query("SELECT ?", {"a", "b"}, nothing);
        }).code() == ErrorCode::internal);
  CHECK(error_of([&] { connection.query("SELECT ?, ?", {"a"}, nothing); }).code() ==
        ErrorCode::internal);
  CHECK(error_of([&] { connection.stream("SELECT ?, ?", {"a"}, nothing); }).code() ==
        ErrorCode::internal);
}

}  // namespace sessionstore::tests
