#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

/// Until the server has ended each connection to the database.
void await_no_connections(const ServerDatabase& database) {
  mysql::MysqlConnection administrator = database.administrator();
  for (bool some = true; some;) {
    some = false;
    administrator.query("SHOW PROCESSLIST", {}, [&](const sql::Row& row) {
      some = some || row.bytes(3) == database.settings().at("database");
    });
    if (some) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void put_session(BulkWriter& writer, const std::string& id) {
  writer.begin_session(make_session(id), std::nullopt);
  writer.put_message(make_message("m"));
  writer.put_part(make_part("p"));
}

}  // namespace

TEST_CASE("connections that the server ended while they rested are not noticed") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable timeout(database, "wait_timeout", 1);
  const auto store = database.open();
  store->create_session(make_session("s"));

  await_no_connections(database);
  CHECK(store->append_message("s", make_turn("m", 1)).seq == 1);
  await_no_connections(database);
  CHECK(store->read_messages("s", 0, 10).size() == 1);
  CHECK(require_whole_session(*store, "s").size() == 1);
}

TEST_CASE("a bulk writer that rested for too long says so, and has written nothing") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable timeout(database, "wait_timeout", 1);
  const auto store = database.open();

  const auto writer = store->bulk_writer();
  put_session(*writer, "a");
  await_no_connections(database);
  const auto finish = [&] {
    writer->end_session(Digest());
    writer->commit();
  };
  const Error error = error_of(finish);
  CHECK(error.code() == ErrorCode::unavailable);
  CHECK(error.retryable());
  CHECK_THROWS_AS(finish(), Error);
  CHECK_FALSE(store->find_session("a"));

  // Another one works, on another connection.
  const auto next = store->bulk_writer();
  put_session(*next, "a");
  next->end_session(Digest());
  next->commit();
  CHECK(store->find_session("a")->message_count == 1);
}

TEST_CASE("a bulk writer that rests between two sessions goes on") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const GlobalVariable timeout(database, "wait_timeout", 1);
  const auto store = database.open();
  const auto writer = store->bulk_writer();
  for (const char* const id : {"a", "b"}) {
    put_session(*writer, id);
    writer->end_session(Digest());
    writer->commit();
    await_no_connections(database);
  }
  CHECK(store->find_session("b")->message_count == 1);
}

}  // namespace sessionstore::tests
