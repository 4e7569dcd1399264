#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sessionstore/sql/connection.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::sql {

/// Runs `sql`, which has a `{}` for a list of ids, for some of them at a time.
inline void for_ids(Connection& connection, std::string_view sql, std::span<const std::string> ids,
                    const RowCallback& on_row) {
  constexpr std::size_t kIdsAtOnce = 100;
  const std::string statement = fmt::format(
      fmt::runtime(sql), fmt::join(std::vector<std::string_view>(kIdsAtOnce, "?"), ", "));
  while (!ids.empty()) {
    const auto some = ids.first(std::min(ids.size(), kIdsAtOnce));
    ids = ids.subspan(some.size());
    // Always as many, so that it is one statement to prepare: the last one fills up.
    std::vector<Value> parameters(kIdsAtOnce, std::string_view(some.back()));
    std::ranges::copy(some, parameters.begin());
    connection.query(statement, parameters, on_row);
  }
}

}  // namespace sessionstore::sql
