#pragma once

#include <sessionstore/sql/connection_pool.h>
#include <sessionstore/sql/retry.h>
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sql/transient_error.h>

#include <memory>
#include <optional>

namespace sessionstore::sql {

/// Runs the steps that a store is made of: borrows a connection, runs one transaction, gives the
/// connection back, and runs the whole again where a TransientError says that nothing of it has
/// happened. Thread-safe.
///
/// A step is a function of a Connection that returns a value. It may run several times, so it
/// changes nothing but the database.
class StepRunner {
 public:
  StepRunner(std::shared_ptr<ConnectionPool> writers, std::shared_ptr<ConnectionPool> readers,
             std::chrono::milliseconds retry_for)
      : writers_(std::move(writers)), readers_(std::move(readers)), retry_for_(retry_for) {}

  [[nodiscard]] ConnectionPool& writers() const { return *writers_; }
  [[nodiscard]] std::chrono::milliseconds retry_for() const { return retry_for_; }

  /// One atomic write. Where the connection is lost while it commits, `happened` looks whether it
  /// has happened: a function of a Connection, inside a transaction that it may lock rows in, which
  /// it does to wait for the lost one's end.
  /// It compares what was written: a revision that a lost transaction would have had is somebody
  /// else's the next moment.
  template <typename Step, typename Happened>
  auto write(const Step& step, const Happened& happened) const {
    for (Retry retry(retry_for_);;) {
      std::optional<decltype(step(std::declval<Connection&>()))> result;
      bool committing = false;
      try {
        const ConnectionPool::Lease connection = writers_->acquire();
        Transaction transaction(*connection, Transaction::Kind::write);
        result = step(*connection);
        committing = true;
        transaction.commit();
        return *std::move(result);
      } catch (const TransientError& error) {
        const bool unknown = committing && error.kind() == TransientError::Kind::connection_lost;
        if (unknown && look(happened, retry)) return *std::move(result);
        retry.wait_or_rethrow();
      }
    }
  }

  /// One atomic write that does no harm when it happens twice.
  template <typename Step>
  auto write_repeatable(const Step& step) const {
    return write(step, [](Connection&) { return false; });
  }

  /// Several queries that see one moment.
  template <typename Step>
  auto read(const Step& step) const {
    for (Retry retry(retry_for_);;) {
      try {
        const ConnectionPool::Lease connection = readers_->acquire();
        Transaction transaction(*connection, Transaction::Kind::read);
        auto result = step(*connection);
        transaction.commit();
        return result;
      } catch (const TransientError&) {
        retry.wait_or_rethrow();
      }
    }
  }

  /// One query alone sees one moment anyway.
  template <typename Step>
  auto query(const Step& step) const {
    for (Retry retry(retry_for_);;) {
      try {
        const ConnectionPool::Lease connection = readers_->acquire();
        return step(*connection);
      } catch (const TransientError&) {
        retry.wait_or_rethrow();
      }
    }
  }

 private:
  template <typename Happened>
  bool look(const Happened& happened, Retry& retry) const {
    for (;;) {
      try {
        const ConnectionPool::Lease connection = writers_->acquire();
        const Transaction rolled_back(*connection, Transaction::Kind::write);
        return happened(*connection);
      } catch (const TransientError&) {
        retry.wait_or_rethrow();
      }
    }
  }

  std::shared_ptr<ConnectionPool> writers_;
  std::shared_ptr<ConnectionPool> readers_;
  std::chrono::milliseconds retry_for_;
};

}  // namespace sessionstore::sql
