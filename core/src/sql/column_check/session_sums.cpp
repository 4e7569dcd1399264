#include "sql/column_check/session_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sessionstore::sql {
namespace {

std::int64_t sum(std::int64_t one, std::int64_t other) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(one) +
                                   static_cast<std::uint64_t>(other));
}

}  // namespace

void SessionSums::add(const CheckedRow& checked) {
  // The columns of rows.h.
  const Row& row = checked.row;
  switch (checked.place.table) {
    case CheckedTable::message:
      ++messages;
      last_seq = std::max(last_seq, row.integer(1));
      input_tokens = sum(input_tokens, row.integer(5));
      output_tokens = sum(output_tokens, row.integer(6));
      cost += row.real(7);
      largest_cost = std::max(largest_cost, std::abs(cost));
      newest = std::max(newest, row.integer(8));
      break;
    case CheckedTable::part:
      newest = std::max(newest, row.integer(6));
      break;
    case CheckedTable::delta:
      newest = std::max(newest, checked.place.revision);
      break;
    case CheckedTable::record:
      newest = std::max(newest, row.integer(4));
      break;
    default:
      break;
  }
}

std::vector<DerivedColumn> wrong_columns(const CheckedRow& session, const SessionSums& sums) {
  const Row& row = session.row;
  std::vector<DerivedColumn> wrong;
  const auto compare = [&](const char* name, std::int64_t is, std::int64_t should_be) {
    if (is != should_be)
      wrong.push_back({name, fmt::format("{}", is), fmt::format("{}", should_be)});
  };
  compare("listed", row.integer(kListedColumn), row.is_null(3) && row.is_null(14) ? 1 : 0);
  // Otherwise messages are missing, and that is to be told, not to be put right.
  if (sums.last_seq == sums.messages) {
    compare("message_count", row.integer(8), sums.messages);
  }
  compare("input_tokens", row.integer(9), sums.input_tokens);
  compare("output_tokens", row.integer(10), sums.output_tokens);
  const double cost = row.real(11);
  // Sums of the same costs in another order differ in their last digits.
  constexpr double kRounding = 1e-9;
  const double most = kRounding * std::max({1.0, sums.largest_cost, std::abs(cost)});
  if (!(std::abs(cost - sums.cost) <= most)) {
    wrong.push_back({"cost", fmt::format("{}", cost), fmt::format("{}", sums.cost)});
  }
  compare("revision", row.integer(15), std::max(row.integer(15), sums.newest));
  return wrong;
}

}  // namespace sessionstore::sql
