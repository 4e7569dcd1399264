#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <thread>

#include "server_database.h"
#include "support/rows.h"
#include "test_cluster.h"
#include "worker.h"

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;

}  // namespace

// A COMMIT that waits for the majority is carried out once that is back.
TEST_CASE("a cluster without its majority: calls end in time, and say what is not known",
          "[.][clusters]") {
  const std::string kind = GENERATE(from_range(TestCluster::kinds()));
  CAPTURE(kind);
  TestCluster cluster(kind);
  if (cluster.size() == 1) return;
  cluster.await_whole();
  cluster.make_first_primary();
  TestServer server = cluster.node(0);
  server.tls = true;
  const ServerDatabase database(server);
  const auto store = database.open({{"connectionTimeout", "5"}, {"readTimeout", "3000"}});
  for (int round = 0; round < 2; ++round) {
    const std::string session = fmt::format("s{}", round);
    store->create_session(make_session(session));
    std::vector<std::unique_ptr<Worker>> workers;
    for (const char* const name : {"a", "b", "c", "d"}) {
      workers.push_back(std::make_unique<Worker>(*store, session, name));
    }
    workers[0]->await_rounds(2);
    std::vector<std::thread> frozen;
    for (const std::size_t number : {1U, 2U}) {
      frozen.emplace_back([&cluster, number] { cluster.freeze(number, 25s, 25s); });
    }
    for (std::thread& thread : frozen) thread.join();
    cluster.await_whole();
    for (const auto& worker : workers) worker->await_rounds(worker->rounds() + 2);
    for (const auto& worker : workers) worker->stop();
    const auto turns = require_whole_session(*database.open(), session);
    for (const auto& worker : workers) {
      worker->require_told_truth(*store, turns);
      // One statement, then the repeating or the looking, whose last statement is let end.
      CHECK(worker->ledger().longest < 3s + 5s + 3s + 2s);
      fmt::print(
          "{}: {} acknowledged, {} refused, {} unknown, the longest call took {} ms\n", kind,
          worker->ledger().acknowledged, worker->ledger().refused, worker->ledger().unknown,
          std::chrono::duration_cast<std::chrono::milliseconds>(worker->ledger().longest).count());
    }
  }
}

}  // namespace sessionstore::tests
