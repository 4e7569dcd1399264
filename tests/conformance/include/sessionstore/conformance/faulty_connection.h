#pragma once

#include <sessionstore/sql/connection.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace sessionstore::conformance {

/// What goes wrong with one call on a connection.
enum class Fault {
  unavailable,        ///< Error(unavailable): the call has not happened
  unavailable_after,  ///< Error(unavailable), though the call has happened
  refused,            ///< TransientError(rolled_back): it has not, the transaction is still open
  rolled_back,        ///< TransientError(rolled_back): the server has undone the transaction
  refused_after,      ///< TransientError(rolled_back), though the call, a COMMIT say, happened
  lost_before,        ///< TransientError(connection_lost): the call did not reach the server
  lost_in_result,     ///< TransientError(connection_lost) after the first row of the result
  lost_after,         ///< TransientError(connection_lost), though the call, a COMMIT say, happened
};

/// When the next fault comes, for all connections that share it. Thread-safe.
class FaultPlan {
 public:
  /// Lets the call number `call` from now on go wrong, counted from 1, and no other.
  void arm(Fault fault, std::int64_t call);
  void disarm();
  /// Whether it went wrong since it was armed.
  [[nodiscard]] bool fired() const;

  /// The fault of the call that is about to be made, if any: asked by connections.
  std::optional<Fault> next();

 private:
  mutable std::mutex mutex_;
  std::optional<Fault> fault_;  // these are guarded by mutex_
  std::int64_t calls_left_ = 0;
  bool fired_ = false;
};

/// A connection that fails as planned, and works otherwise. One thread at a time.
///
/// After a lost_ fault it is closed for good, and what was open is rolled back, as the server
/// would.
class FaultyConnection final : public sql::Connection {
 public:
  FaultyConnection(std::unique_ptr<sql::Connection> inner, std::shared_ptr<FaultPlan> plan);

  [[nodiscard]] const sql::Dialect& dialect() const noexcept override { return dialect_; }
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override;
  void query(std::string_view sql, std::span<const sql::Value> parameters,
             const sql::RowCallback& on_row) override;
  void stream(std::string_view sql, std::span<const sql::Value> parameters,
              const sql::RowCallback& on_row) override;
  bool reusable() noexcept override { return inner_ != nullptr && inner_->reusable(); }
  bool alive() noexcept override { return inner_ != nullptr && inner_->alive(); }
  using sql::Connection::execute;
  using sql::Connection::query;
  using sql::Connection::stream;

 private:
  template <typename Call>
  void run_query(const sql::RowCallback& on_row, const Call& call);
  std::optional<Fault> before_call();
  void after_call(std::optional<Fault> fault);
  [[noreturn]] void lose();

  std::unique_ptr<sql::Connection> inner_;  // null once the connection is lost
  std::shared_ptr<FaultPlan> plan_;
  sql::Dialect dialect_;
};

}  // namespace sessionstore::conformance
