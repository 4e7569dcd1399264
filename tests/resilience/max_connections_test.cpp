#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "each_server.h"
#include "server_database.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "worker.h"

namespace sessionstore::tests {
namespace {

using Clock = std::chrono::steady_clock;

// MariaDB takes no smaller number.
constexpr std::int64_t kFewest = 10;
const Settings kPoolOfFour = {
    {"maxConnections", "4"}, {"maxIdleConnections", "4"}, {"connectionTimeout", "30"}};

/// Connections of the account, held until the server has no more.
std::vector<std::unique_ptr<mysql::MysqlConnection>> take_all_connections(
    const ServerDatabase& database) {
  std::vector<std::unique_ptr<mysql::MysqlConnection>> taken;
  try {
    for (;;) {
      taken.push_back(std::make_unique<mysql::MysqlConnection>(
          mysql::parse_settings(database.settings()), std::chrono::seconds(5)));
    }
  } catch (const Error& error) {
    if (error.native_code() != 1040) throw;
  }
  return taken;
}

}  // namespace

TEST_CASE("4 programs with pools of 4 on a server that takes 10 connections: each comes through") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto store = database.open();
  store->create_session(make_session("s"));
  {
    const GlobalVariable limit(database, "max_connections", kFewest);
    std::vector<std::unique_ptr<Process>> processes;
    for (const char* const name : {"a", "b", "c", "d"}) {
      processes.push_back(
          database.start_helper({"append", "-", "s", name, "8", "10"}, kPoolOfFour));
    }
    for (const auto& process : processes) {
      const ProcessResult result = process->wait();
      CHECK(result.err == "");
      CHECK(result.exit_code == 0);
    }
  }
  CHECK(require_whole_session(*store, "s").size() == 4 * 8 * 10);
}

TEST_CASE("no connection for as long as connectionTimeout says: an error that tells why") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto store = database.open({{"connectionTimeout", "1"}, {"maxIdleConnections", "0"}});
  const GlobalVariable limit(database, "max_connections", kFewest);
  auto taken = take_all_connections(database);
  const auto begin = Clock::now();

  const auto require_told = [&](const Error& error) {
    CHECK(error.code() == ErrorCode::unavailable);
    CHECK(error.native_code() == 1040);
    CHECK(error.hint() ==
          "lower maxConnections on each machine, or raise the server's max_connections");
    CHECK(error.retryable());
  };
  require_told(error_of([&] { store->find_session("s"); }));
  CHECK(Clock::now() - begin >= std::chrono::seconds(1));
  require_told(error_of([&] { static_cast<void>(database.open({{"connectionTimeout", "1"}})); }));
  CHECK(Clock::now() - begin >= std::chrono::seconds(2));

  taken.pop_back();
  CHECK_FALSE(store->find_session("s"));
}

TEST_CASE("threads that wait for a connection go on when dialling fails, and when it works again") {
  const TestServer server = each_server();
  const ServerDatabase database(server);
  const auto store = database.open({{"maxConnections", "2"}, {"maxIdleConnections", "0"}});
  store->create_session(make_session("s"));
  std::vector<std::unique_ptr<Worker>> workers;
  {
    const GlobalVariable limit(database, "max_connections", kFewest);
    auto taken = take_all_connections(database);
    for (const char* const name : {"a", "b", "c", "d", "e", "f"}) {
      workers.push_back(std::make_unique<Worker>(*store, "s", name));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // six try in vain for a while
    for (const auto& worker : workers) CHECK(worker->rounds() == 0);
  }
  for (const auto& worker : workers) worker->await_rounds(2);
  for (const auto& worker : workers) worker->stop();
  const auto turns = require_whole_session(*store, "s");
  for (const auto& worker : workers) worker->require_done_once(turns);
}

}  // namespace sessionstore::tests
