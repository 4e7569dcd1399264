#include <sessionstore/conformance/faulty_connection.h>
#include <sessionstore/sql/connection_pool.h>
#include <sessionstore/sql/transient_error.h>

#include <atomic>

#include "at_once.h"
#include "sql/group.h"

namespace sessionstore::conformance {
namespace {

using sql::ConnectionPool;

// A pool over a place, which counts how often it dials.
struct Dialled {
  Dialled(SqlPlace& place, sql::PoolLimits limits)
      : pool(
            "test",
            [this, &place](std::chrono::milliseconds) -> std::unique_ptr<sql::Connection> {
              ++dials;
              return std::make_unique<FaultyConnection>(place.connect(), plan);
            },
            limits) {}

  std::shared_ptr<FaultPlan> plan = std::make_shared<FaultPlan>();
  std::atomic<int> dials = 0;
  ConnectionPool pool;
};

std::int64_t rows(Dialled& dialled) {
  return number_of(*dialled.pool.acquire(), "SELECT COUNT(*) FROM ss_project");
}

void what_comes_back_is_lent_again(SqlPlace& place) {
  migrate(place);
  Dialled dialled(place, {.max_connections = 2, .max_idle = 2});
  for (int i = 0; i < 5; ++i) put_row(*dialled.pool.acquire(), std::to_string(i));
  require_equal("rows", rows(dialled), 5);
  require_equal("dials", dialled.dials.load(), 1);
}

void too_many_wait_in_vain(SqlPlace& place) {
  Dialled dialled(place,
                  {.max_connections = 2, .max_idle = 2, .timeout = std::chrono::milliseconds(40)});
  const auto one = dialled.pool.acquire();
  const auto other = dialled.pool.acquire();
  const Error error = require_error("a third", ErrorCode::timeout, [&] { dialled.pool.acquire(); });
  const std::string text = error.what();
  require("it tells the figures: " + text,
          text.find("2 open, 0 idle, 1 waiting") != std::string::npos);
  require("it tells the remedy", !error.hint().empty());
}

void one_in_a_transaction_is_closed(SqlPlace& place) {
  migrate(place);
  Dialled dialled(place, {.max_connections = 1, .max_idle = 1});
  {
    const auto lease = dialled.pool.acquire();
    lease->execute(lease->dialect().begin_write);
    put_row(*lease, "never committed");
  }
  require_equal("open", dialled.pool.counts().open, 0);
  require_equal("rows", rows(dialled), 0);
  require_equal("dials", dialled.dials.load(), 2);
}

void a_broken_one_is_closed(SqlPlace& place) {
  migrate(place);
  Dialled dialled(place, {.max_connections = 1, .max_idle = 1});
  dialled.plan->arm(Fault::lost_before, 1);
  require_error("on the broken one", ErrorCode::unavailable,
                [&] { put_row(*dialled.pool.acquire(), "a"); });
  put_row(*dialled.pool.acquire(), "b");
  require_equal("rows", rows(dialled), 1);
  require_equal("dials", dialled.dials.load(), 2);
}

void eight_threads_share_three(SqlPlace& place) {
  migrate(place);
  Dialled dialled(place, {.max_connections = 3, .max_idle = 3});
  at_once(8, [&](int thread) {
    for (int i = 0; i < 10; ++i) {
      const std::string id = std::to_string(thread) + "-" + std::to_string(i);
      while (true) {
        try {
          put_row(*dialled.pool.acquire(), id);
          break;
        } catch (const sql::TransientError&) {
          continue;
        }
      }
    }
  });
  require_equal("rows", rows(dialled), 80);
  require("dials are few", dialled.dials <= 3);
}

}  // namespace

void add_pool_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("pools", checks);
  group.with_place("what comes back is lent again", what_comes_back_is_lent_again);
  group.with_place("one too many is told the figures", too_many_wait_in_vain);
  group.with_place("a connection inside a transaction is not handed on",
                   one_in_a_transaction_is_closed);
  group.with_place("a broken connection is not handed on", a_broken_one_is_closed);
  group.with_place("8 threads share 3 connections", eight_threads_share_three);
}

}  // namespace sessionstore::conformance
