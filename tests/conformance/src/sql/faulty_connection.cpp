#include <sessionstore/conformance/faulty_connection.h>
#include <sessionstore/sql/transient_error.h>

#include <utility>

namespace sessionstore::conformance {

using sql::TransientError;

FaultyConnection::FaultyConnection(std::unique_ptr<sql::Connection> inner,
                                   std::shared_ptr<FaultPlan> plan)
    : inner_(std::move(inner)), plan_(std::move(plan)), dialect_(inner_->dialect()) {}

std::int64_t FaultyConnection::execute(std::string_view sql,
                                       std::span<const sql::Value> parameters) {
  const std::optional<Fault> fault = before_call();
  const std::int64_t matched = inner_->execute(sql, parameters);
  after_call(fault);
  return matched;
}

void FaultyConnection::query(std::string_view sql, std::span<const sql::Value> parameters,
                             const sql::RowCallback& on_row) {
  run_query(on_row, [&](const sql::RowCallback& some) { inner_->query(sql, parameters, some); });
}

void FaultyConnection::stream(std::string_view sql, std::span<const sql::Value> parameters,
                              const sql::RowCallback& on_row) {
  run_query(on_row, [&](const sql::RowCallback& some) { inner_->stream(sql, parameters, some); });
}

template <typename Call>
void FaultyConnection::run_query(const sql::RowCallback& on_row, const Call& call) {
  const std::optional<Fault> fault = before_call();
  bool cut = false;
  call([&](const sql::Row& row) {
    if (!cut) on_row(row);
    cut = fault == Fault::lost_in_result;
  });
  after_call(fault);
}

std::optional<Fault> FaultyConnection::before_call() {
  if (inner_ == nullptr) lose();
  const std::optional<Fault> fault = plan_->next();
  if (!fault) return fault;
  switch (*fault) {
    case Fault::unavailable:
      throw Error(ErrorCode::unavailable, "a planned fault: the server is not available");
    case Fault::rolled_back:
      if (!inner_->reusable()) inner_->execute("ROLLBACK");
      [[fallthrough]];
    case Fault::refused:
      throw TransientError(TransientError::Kind::rolled_back, ErrorCode::timeout,
                           "a planned fault: somebody else has the lock", "try again", 0);
    case Fault::lost_before:
      lose();
    default:
      return fault;
  }
}

void FaultyConnection::after_call(std::optional<Fault> fault) {
  if (!fault) return;
  if (*fault == Fault::refused_after) {
    throw TransientError(TransientError::Kind::rolled_back, ErrorCode::unavailable,
                         "a planned fault: a cluster's conflict", "try again", 0);
  }
  if (*fault != Fault::unavailable_after) lose();
  throw Error(ErrorCode::unavailable, "a planned fault: the server's answer is not available");
}

void FaultyConnection::lose() {
  inner_.reset();
  throw TransientError(TransientError::Kind::connection_lost, ErrorCode::unavailable,
                       "a planned fault: the connection is gone", "try again", 0);
}

}  // namespace sessionstore::conformance
