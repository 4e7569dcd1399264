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

  /// One atomic write. Whatever error COMMIT ends in, `happened` looks whether the write has
  /// happened all the same: a function of a Connection, inside a transaction that it may lock rows
  /// in, which it does to wait for the lost one's end.
  /// It compares what was written: a revision that a lost transaction would have had is somebody
  /// else's the next moment.
  /// Throws an Error with outcome_unknown() where nobody can be asked for as long as steps are
  /// repeated.
  template <typename Step, typename Happened>
  auto write(const Step& step, const Happened& happened) const {
    std::optional<decltype(step(std::declval<Connection&>()))> result;
    bool may_land = false;  // a COMMIT has failed before
    for (Retry retry(retry_for_);;) {
      bool committing = false;
      try {
        const ConnectionPool::Lease connection = writers_->acquire();
        Transaction transaction(*connection, Transaction::Kind::write);
        // On another node of a cluster, a COMMIT can come late. Not once this transaction, which
        // now holds the rows, has changed them.
        if (may_land && happened(*connection)) return *std::move(result);
        result = step(*connection);
        committing = true;
        transaction.commit();
        return *std::move(result);
      } catch (const Error& error) {
        const bool repeat = is_transient(error);
        // What stands in a repeated step's way may be what came late.
        if ((committing || (may_land && !repeat)) && look(happened, error)) {
          return *std::move(result);
        }
        if (!repeat) throw;
        may_land = may_land || committing;
        retry.wait_or_rethrow();
      }
    }
  }

  /// One atomic write that does no harm when it happens twice.
  template <typename Step>
  auto write_repeatable(const Step& step) const {
    for (Retry retry(retry_for_);;) {
      try {
        const ConnectionPool::Lease connection = writers_->acquire();
        Transaction transaction(*connection, Transaction::Kind::write);
        auto result = step(*connection);
        transaction.commit();
        return result;
      } catch (const TransientError&) {
        retry.wait_or_rethrow();
      }
    }
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
  static bool is_transient(const Error& error) {
    return dynamic_cast<const TransientError*>(&error) != nullptr;
  }

  /// Whether the write whose COMMIT ended in `cause` has happened.
  template <typename Happened>
  bool look(const Happened& happened, const Error& cause) const {
    for (Retry retry(retry_for_);;) {
      try {
        const ConnectionPool::Lease connection = writers_->acquire();
        const Transaction rolled_back(*connection, Transaction::Kind::write);
        return happened(*connection);
      } catch (const Error& error) {
        if (error.outcome_unknown()) throw;
        if (!is_transient(error) || !retry.wait()) throw Error::of_unknown_outcome(cause);
      }
    }
  }

  std::shared_ptr<ConnectionPool> writers_;
  std::shared_ptr<ConnectionPool> readers_;
  std::chrono::milliseconds retry_for_;
};

}  // namespace sessionstore::sql
