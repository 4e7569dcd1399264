#include <sessionstore/sql/connection_pool.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/sql/fake_connection.h"
#include "support/error_of.h"

namespace sessionstore::sql {
namespace {

using namespace std::chrono_literals;
using tests::error_of;
using tests::FakeConnection;
using tests::FakeServer;

/// A pool of fake connections whose clock the test moves.
struct FakePool {
  explicit FakePool(PoolLimits limits)
      : pool(
            "writer of test",
            [this](std::chrono::milliseconds) -> std::unique_ptr<Connection> {
              if (refuse) throw Error(ErrorCode::unavailable, "the server is down");
              return std::make_unique<FakeConnection>(server);
            },
            limits, [this] { return std::chrono::steady_clock::now() + ahead.load(); }) {}

  ConnectionPool::Lease lend() { return pool.acquire(); }

  FakeServer server;
  std::atomic<bool> refuse{false};
  std::atomic<std::chrono::milliseconds> ahead{0ms};
  ConnectionPool pool;
};

FakeConnection& fake(const ConnectionPool::Lease& lease) {
  return static_cast<FakeConnection&>(*lease);
}

void wait_until_waiting(const ConnectionPool& pool, int waiting) {
  while (pool.counts().waiting != waiting) std::this_thread::sleep_for(1ms);
}

TEST_CASE("the last one given back is lent first", "[pool]") {
  FakePool fakes({.max_connections = 3, .max_idle = 3});
  std::optional<ConnectionPool::Lease> first(fakes.lend());
  std::optional<ConnectionPool::Lease> second(fakes.lend());
  CHECK(fake(*first).number == 1);
  CHECK(fake(*second).number == 2);
  second.reset();
  first.reset();
  CHECK(fake(fakes.lend()).number == 1);
  CHECK(fakes.server.opened == 2);
  CHECK(fakes.pool.counts().idle == 2);
  CHECK(fakes.pool.counts().open == 2);
}

TEST_CASE("no more than the most stay idle", "[pool]") {
  FakePool fakes({.max_connections = 4, .max_idle = 1});
  {
    const auto a = fakes.lend();
    const auto b = fakes.lend();
    const auto c = fakes.lend();
    CHECK(fakes.pool.counts().open == 3);
  }
  CHECK(fakes.pool.counts().open == 1);
  CHECK(fakes.server.open == 1);
}

TEST_CASE("waiters are served in the order they came", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1});
  std::optional<ConnectionPool::Lease> held(fakes.lend());
  std::vector<int> order;  // guarded by the only connection
  std::vector<std::thread> threads;
  for (int waiter = 0; waiter < 5; ++waiter) {
    threads.emplace_back([&, waiter] {
      const auto lease = fakes.lend();
      order.push_back(waiter);
    });
    wait_until_waiting(fakes.pool, waiter + 1);
  }
  held.reset();
  for (std::thread& thread : threads) thread.join();
  CHECK(order == std::vector<int>{0, 1, 2, 3, 4});
  CHECK(fakes.server.opened == 1);
}

TEST_CASE("a wait that takes too long tells the figures", "[pool]") {
  FakePool fakes({.max_connections = 2, .max_idle = 2, .timeout = 30ms});
  const auto a = fakes.lend();
  const auto b = fakes.lend();
  const auto started = std::chrono::steady_clock::now();
  const Error error = error_of([&] { fakes.lend(); });
  CHECK(std::chrono::steady_clock::now() - started >= 30ms);
  CHECK(error.code() == ErrorCode::timeout);
  CHECK(error.retryable());
  CHECK_THAT(error.what(), Catch::Contains("writer of test") && Catch::Contains("30 ms") &&
                               Catch::Contains("2 open, 0 idle, 1 waiting"));
  CHECK_THAT(error.hint(), Catch::Contains("maxConnections"));
  CHECK(fakes.pool.counts().waiting == 0);
}

TEST_CASE("what is broken or inside a transaction is closed, never lent again", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1});
  fake(fakes.lend()).healthy = false;
  CHECK(fakes.server.open == 0);
  CHECK(fakes.pool.counts().open == 0);
  CHECK(fake(fakes.lend()).number == 2);
}

TEST_CASE("a waiter gets the place of one that broke", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1});
  std::optional<ConnectionPool::Lease> held(fakes.lend());
  int number = 0;
  std::thread waiter([&] { number = fake(fakes.lend()).number; });
  wait_until_waiting(fakes.pool, 1);
  fake(*held).healthy = false;
  held.reset();
  waiter.join();
  CHECK(number == 2);
  CHECK(fakes.pool.counts().open == 1);
}

TEST_CASE("one that is too old is closed", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1, .max_lifetime = 1000ms});
  fakes.lend();
  fakes.ahead = 800ms;
  CHECK(fake(fakes.lend()).number == 1);
  fakes.ahead = 1200ms;  // beyond the tenth of jitter
  CHECK(fake(fakes.lend()).number == 2);
  std::optional<ConnectionPool::Lease> lent(fakes.lend());
  fakes.ahead = 2500ms;  // it ages while it is lent
  lent.reset();
  CHECK(fakes.server.open == 0);
  FakePool ageless({.max_connections = 1, .max_idle = 1, .max_lifetime = 0ms});
  ageless.lend();
  ageless.ahead = std::chrono::hours(24 * 365);
  CHECK(fake(ageless.lend()).number == 1);
}

TEST_CASE("one that rested is checked before it is lent", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1, .check_after = 500ms});
  FakeConnection* connection = nullptr;
  {
    const auto lease = fakes.lend();
    connection = &fake(lease);
  }
  const int asked = connection->asked;
  connection->healthy = false;  // the server hung up meanwhile
  fakes.ahead = 400ms;
  {
    const auto soon = fakes.lend();
    CHECK(fake(soon).number == 1);
    CHECK(connection->asked == asked);
    connection->healthy = true;
  }
  connection->healthy = false;
  fakes.ahead = 1000ms;
  CHECK(fake(fakes.lend()).number == 2);
  CHECK(fakes.pool.counts().open == 1);
}

TEST_CASE("a failed dial gives its place back", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1});
  fakes.refuse = true;
  for (int attempt = 0; attempt < 3; ++attempt) {
    CHECK(error_of([&] { fakes.lend(); }).code() == ErrorCode::unavailable);
    CHECK(fakes.pool.counts().open == 0);
  }
  fakes.refuse = false;
  CHECK(fake(fakes.lend()).number == 1);
}

TEST_CASE("a lease that was moved gives back once", "[pool]") {
  FakePool fakes({.max_connections = 1, .max_idle = 1});
  {
    auto lease = fakes.lend();
    const auto moved = std::move(lease);
    CHECK(fakes.pool.counts().idle == 0);
  }
  CHECK(fakes.pool.counts().idle == 1);
}

TEST_CASE("sixteen threads share four connections", "[pool]") {
  FakePool fakes({.max_connections = 4, .max_idle = 2, .check_after = 0ms});
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < 16; ++thread) {
    threads.emplace_back([&, thread] {
      for (unsigned round = 0; round < 400; ++round) {
        try {
          const auto lease = fakes.lend();
          ++fake(lease).uses;
          fake(lease).healthy = (thread + round) % 7 != 0;
          fakes.refuse = (thread + round) % 11 == 0;
          std::this_thread::yield();
        } catch (const Error& error) {
          if (error.code() == ErrorCode::unavailable) ++refused;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(fakes.server.most <= 4);
  CHECK(refused < 16 * 400);
  const ConnectionPool::Counts counts = fakes.pool.counts();
  CHECK(counts.waiting == 0);
  CHECK(counts.open == counts.idle);
  CHECK(counts.idle <= 2);
  CHECK(fakes.server.open == counts.open);
}

}  // namespace
}  // namespace sessionstore::sql
