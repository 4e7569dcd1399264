#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/connection_pool.h>

#include <algorithm>
#include <condition_variable>
#include <optional>
#include <random>
#include <utility>

namespace sessionstore::sql {

// A thread that waits. Whoever frees something hands it to the first waiter, under the lock: either
// a connection, or the bare place to dial one.
struct ConnectionPool::Waiter {
  std::condition_variable wake;
  std::optional<Idle> connection;
  bool place = false;
};

ConnectionPool::ConnectionPool(std::string name, Factory factory, PoolLimits limits, Clock clock)
    : name_(std::move(name)),
      factory_(std::move(factory)),
      limits_(limits),
      clock_(std::move(clock)) {}

ConnectionPool::~ConnectionPool() = default;

ConnectionPool::Lease::Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection,
                             std::chrono::steady_clock::time_point expires)
    : pool_(&pool), connection_(std::move(connection)), expires_(expires) {}

ConnectionPool::Lease::Lease(Lease&& other) noexcept = default;

ConnectionPool::Lease::~Lease() {
  if (connection_ != nullptr) pool_->give_back(std::move(connection_), expires_);
}

ConnectionPool::Lease ConnectionPool::acquire() {
  const auto deadline = clock_() + limits_.timeout;
  std::optional<Idle> found;
  {
    std::unique_lock lock(mutex_);
    if (!idle_.empty()) {
      found = std::move(idle_.back());
      idle_.pop_back();
    } else if (open_ < limits_.max_connections) {
      ++open_;
    } else {
      Waiter self;
      waiters_.push_back(&self);
      const bool served = self.wake.wait_until(
          lock, deadline, [&self] { return self.connection.has_value() || self.place; });
      if (!served) {
        const auto waiting = waiters_.size();
        std::erase(waiters_, &self);
        throw Error(
            ErrorCode::timeout,
            fmt::format("no free connection ({}) within {} ms: {} open, {} idle, {} waiting", name_,
                        limits_.timeout.count(), open_, idle_.size(), waiting),
            "raise maxConnections or connectionTimeout, or keep connections for less time");
      }
      found = std::move(self.connection);
    }
  }
  auto now = clock_();
  if (found) {
    const bool rested = now - found->since > limits_.check_after;
    if (now < found->expires && (!rested || found->connection->alive())) {
      return {*this, std::move(found->connection), found->expires};
    }
    found.reset();  // its place stays ours, for a new one
    now = clock_();
  }
  try {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
    return {*this, factory_(std::max(left, std::chrono::milliseconds(1))), expiry()};
  } catch (...) {
    release_place();
    throw;
  }
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection,
                               std::chrono::steady_clock::time_point expires) noexcept {
  const auto now = clock_();
  if (now < expires && connection->reusable()) {
    const std::lock_guard lock(mutex_);
    Idle returned{std::move(connection), expires, now};
    if (!waiters_.empty()) {
      Waiter* const first = waiters_.front();
      waiters_.erase(waiters_.begin());
      first->connection = std::move(returned);
      first->wake.notify_one();
      return;
    }
    if (static_cast<int>(idle_.size()) < limits_.max_idle) {
      idle_.push_back(std::move(returned));
      return;
    }
    connection = std::move(returned.connection);
  }
  connection.reset();
  release_place();
}

void ConnectionPool::release_place() noexcept {
  const std::lock_guard lock(mutex_);
  if (waiters_.empty()) {
    --open_;
    return;
  }
  Waiter* const first = waiters_.front();
  waiters_.erase(waiters_.begin());
  first->place = true;
  first->wake.notify_one();
}

std::chrono::steady_clock::time_point ConnectionPool::expiry() const {
  if (limits_.max_lifetime.count() == 0) return std::chrono::steady_clock::time_point::max();
  // Jitter, so that connections opened together do not all close together.
  thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_real_distribution<double> factor(0.9, 1.1);
  const double lifetime = static_cast<double>(limits_.max_lifetime.count()) * factor(random);
  return clock_() + std::chrono::milliseconds(static_cast<std::int64_t>(lifetime));
}

ConnectionPool::Counts ConnectionPool::counts() const {
  const std::lock_guard lock(mutex_);
  return {open_, static_cast<int>(idle_.size()), static_cast<int>(waiters_.size())};
}

}  // namespace sessionstore::sql
