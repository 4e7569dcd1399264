#pragma once

#include <sessionstore/sql/connection.h>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sessionstore::sql {

struct PoolLimits {
  int max_connections = 10;
  int max_idle = 5;
  /// Longest wait for a connection, dialling included.
  std::chrono::milliseconds timeout{30'000};
  /// A connection is closed when older than this, give or take a tenth at random; 0: never.
  std::chrono::milliseconds max_lifetime{30 * 60 * 1000};
  /// One idle for longer is asked with Connection::alive() before it is lent.
  std::chrono::milliseconds check_after{500};
};

/// Lends connections. Thread-safe; must outlive its leases.
///
/// Last returned is lent first, so that idle ones can age; waiters are served in the order they
/// came. A place is reserved before dialling, which happens outside the lock. A connection that is
/// broken or inside a transaction is closed when it comes back, never handed on.
class ConnectionPool {
 public:
  /// Makes a connection within the time that is left to the borrower.
  using Factory = std::function<std::unique_ptr<Connection>(std::chrono::milliseconds)>;
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  /// `name` is for messages, such as "writer of sqlite:/path".
  ConnectionPool(std::string name, Factory factory, PoolLimits limits,
                 Clock clock = std::chrono::steady_clock::now);
  ~ConnectionPool();
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  /// A borrowed connection; gives it back when destroyed.
  class Lease {
   public:
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const noexcept { return *connection_; }
    Connection* operator->() const noexcept { return connection_.get(); }

   private:
    friend class ConnectionPool;
    Lease(ConnectionPool& pool, std::unique_ptr<Connection> connection,
          std::chrono::steady_clock::time_point expires);
    ConnectionPool* pool_;
    std::unique_ptr<Connection> connection_;
    std::chrono::steady_clock::time_point expires_;
  };

  /// Throws Error(timeout) that tells open, idle and waiting, or what the factory threw.
  Lease acquire();

  struct Counts {
    int open = 0;
    int idle = 0;
    int waiting = 0;
  };
  [[nodiscard]] Counts counts() const;

 private:
  struct Idle {
    std::unique_ptr<Connection> connection;
    std::chrono::steady_clock::time_point expires;
    std::chrono::steady_clock::time_point since;
  };
  struct Waiter;

  void give_back(std::unique_ptr<Connection> connection,
                 std::chrono::steady_clock::time_point expires) noexcept;
  void release_place() noexcept;
  [[nodiscard]] std::chrono::steady_clock::time_point expiry() const;

  const std::string name_;
  const Factory factory_;
  const PoolLimits limits_;
  const Clock clock_;
  mutable std::mutex mutex_;
  std::vector<Idle> idle_;        // guarded by mutex_; the last is the most recently used
  std::vector<Waiter*> waiters_;  // guarded by mutex_; the first came first
  int open_ = 0;                  // guarded by mutex_; lent, idle and being dialled
};

}  // namespace sessionstore::sql
