#include <fmt/format.h>

#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

constexpr std::string_view kInsert = "INSERT INTO ss_project (id, name) VALUES (?, ?)";
constexpr std::string_view kCount = "SELECT COUNT(*) FROM ss_project";

void matched_rows_are_counted(sql::Connection& connection) {
  require_equal("inserted",
                connection.execute("INSERT INTO ss_project (id, name) VALUES (?, ?), (?, ?)",
                                   {"a", "n", "b", "n"}),
                2);
  const std::string_view rename = "UPDATE ss_project SET name = ? WHERE id = ?";
  require_equal("changed", connection.execute(rename, {"m", "a"}), 1);
  require_equal("changed to what it was", connection.execute(rename, {"m", "a"}), 1);
  require_equal("not there", connection.execute(rename, {"m", "none"}), 0);
  require_equal("all", connection.execute("UPDATE ss_project SET name = ?", {"m"}), 2);
  require_equal("deleted", connection.execute("DELETE FROM ss_project WHERE id = ?", {"a"}), 1);
  require_equal("deleted again", connection.execute("DELETE FROM ss_project WHERE id = ?", {"a"}),
                0);
}

void an_error_leaves_it_usable(sql::Connection& connection) {
  put_row(connection, "a");
  require_error("the same key", ErrorCode::already_exists, [&] {
    connection.execute(kInsert, {"a", "again"});
  });
  require("outside a transaction", connection.reusable());
  connection.execute(kInsert, {"b", "another"});
  for (const char* const wrong :
       {"SELEKT 1", "SELECT x FROM ss_project", "SELECT 1 FROM nowhere"}) {
    bool refused = false;
    try {
      connection.query(wrong, {}, [](const sql::Row&) {});
    } catch (const Error&) {
      refused = true;
    }
    require(fmt::format("{} is an Error", wrong), refused);
  }
  require_equal("rows", texts_of(connection, "SELECT id FROM ss_project ORDER BY id"),
                Texts{"a", "b"});
}

void a_callback_may_throw(sql::Connection& connection) {
  for (const char* const id : {"a", "b", "c"}) put_row(connection, id);
  const std::string_view sql = "SELECT id FROM ss_project ORDER BY id";
  const auto stop = [](const sql::Row&) { throw Error(ErrorCode::interrupted, "enough"); };
  require_error("query", ErrorCode::interrupted, [&] { connection.query(sql, {}, stop); });
  require_error("stream", ErrorCode::interrupted, [&] { connection.stream(sql, {}, stop); });
  require_equal("the same statement", texts_of(connection, sql), Texts{"a", "b", "c"});
  require_equal("another one", number_of(connection, kCount), 3);
}

void streams_equal_queries(sql::Connection& connection) {
  for (int i = 0; i < 500; ++i) {
    put_row(connection, fmt::format("{:03}", i), std::string(static_cast<std::size_t>(i) * 8, 'x'));
  }
  const std::string_view sql = "SELECT id, name FROM ss_project WHERE id >= ? ORDER BY id";
  Texts queried;
  Texts streamed;
  const auto into = [](Texts& texts) {
    return [&texts](const sql::Row& row) {
      texts.push_back(fmt::format("{}{}", row.bytes(0), row.bytes(1)));
    };
  };
  for (const std::string_view from : {"000", "250", "999"}) {
    connection.query(sql, {from}, into(queried));
    connection.stream(sql, {from}, into(streamed));
    require_equal("streamed", streamed, queried);
  }
  require_equal("rows", queried.size(), 750);
}

void many_different_statements(sql::Connection& connection) {
  put_row(connection, "a");
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 500; ++i) {
      const std::string sql = fmt::format("SELECT name, {} FROM ss_project WHERE id = ?", i);
      std::int64_t found = -1;
      connection.query(sql, {"a"}, [&](const sql::Row& row) { found = row.integer(1); });
      require_equal("what it selects", found, i);
    }
  }
}

void as_many_rows_as_the_dialect_says(sql::Connection& connection) {
  const std::size_t rows = connection.dialect().rows_per_insert;
  require("at least one", rows >= 1);
  std::string sql = "INSERT INTO ss_project (id, name) VALUES ";
  Texts ids;
  for (std::size_t i = 0; i < rows; ++i) {
    sql += i == 0 ? "(?, ?)" : ", (?, ?)";
    ids.push_back(fmt::format("{:04}", i));
  }
  std::vector<sql::Value> values;
  for (const std::string& id : ids) values.insert(values.end(), {std::string_view(id), "n"});
  require_equal("inserted", connection.execute(sql, values), rows);
  require_equal("ids", texts_of(connection, "SELECT id FROM ss_project ORDER BY id"), ids);
}

void tables_are_found(SqlPlace& place) {
  const auto connection = place.connect();
  const auto exists = [&](std::string_view name) {
    int rows = 0;
    connection->query(connection->dialect().table_exists, {name}, [&](const sql::Row&) { ++rows; });
    return rows != 0;
  };
  require("not yet", !exists("ss_project"));
  migrate(place);
  require("once it is made", exists("ss_project"));
  require("a name alone is no pattern", !exists("ss_projec_"));
  require("another one is not", !exists("ss_none"));
}

}  // namespace

void add_statement_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("statements", checks);
  group.with_connection("rows that match are counted, changed or not", matched_rows_are_counted);
  group.with_connection("an error leaves the connection usable", an_error_leaves_it_usable);
  group.with_connection("a callback may throw", a_callback_may_throw);
  group.with_connection("a stream gives what a query gives", streams_equal_queries);
  group.with_connection("500 different ones, twice", many_different_statements);
  group.with_connection("as many rows to an INSERT as the dialect says",
                        as_many_rows_as_the_dialect_says);
  group.with_place("a table is found once it is made", tables_are_found);
}

}  // namespace sessionstore::conformance
