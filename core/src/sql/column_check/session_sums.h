#pragma once

#include <sessionstore/model.h>

#include <string>
#include <vector>

#include "sql/column_check/checked_rows.h"

namespace sessionstore::sql {

/// What the rows of a session add up to.
struct SessionSums {
  std::int64_t messages = 0;
  std::int64_t last_seq = 0;
  std::int64_t input_tokens = 0;  ///< modulo 2^64: damage may have made any number
  std::int64_t output_tokens = 0;
  double cost = 0;
  double largest_cost = 0;  ///< how large the sum was on its way: what its rounding depends on
  Revision newest = 0;      ///< of all rows of the session but its own

  /// A row of any table but ss_session.
  void add(const CheckedRow& checked);
};

/// A column of a session that other columns or rows give.
struct DerivedColumn {
  std::string name;
  std::string is;
  std::string should_be;
};

/// Those of a session's row that are not what they should be.
std::vector<DerivedColumn> wrong_columns(const CheckedRow& session, const SessionSums& sums);

}  // namespace sessionstore::sql
