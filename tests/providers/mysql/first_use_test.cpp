// The driver's registry is not locked: get_driver_instance() makes two drivers where two threads
// call it first, and frees one of them. A process has only one first time, so there are several.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <latch>
#include <thread>

#include "support/process.h"
#include "test_database.h"

namespace sessionstore::tests {
namespace {

constexpr int kThreads = 8;

}  // namespace

TEST_CASE("8 threads use the driver first", "[.first-use]") {
  const Settings settings = find_server("mariadb")->root_settings();
  const mysql::MysqlSettings parsed = mysql::parse_settings(
      {{"socket", settings.at("socket")}, {"username", "root"}, {"database", "mysql"}});
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  std::atomic<int> connected = 0;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      mysql::MysqlConnection connection(parsed, std::chrono::seconds(10));
      if (connection.alive()) ++connected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(connected == kThreads);
}

TEST_CASE("8 threads may be the first ones to use the driver") {
  ProcessOptions options;
  options.environment["SESSIONSTORE_TEST_SERVERS"] = std::getenv("SESSIONSTORE_TEST_SERVERS");
  for (int start = 0; start < 10; ++start) {
    const ProcessResult result = run_process({"/proc/self/exe", "[.first-use]"}, options);
    INFO(result.out << result.err);
    REQUIRE(result.exit_code == 0);
  }
}

}  // namespace sessionstore::tests
