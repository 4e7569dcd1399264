#pragma once

#include <sessionstore/model.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sql/row_checksums.h"

namespace sessionstore::sql {

/// A column that is not as it was written.
struct ChangedColumn {
  std::string name;
  std::string is;   ///< for people
  std::string was;  ///< for people
};

/// `row` is as a store has it, `told` the same row with what its data says. Looks for the choice of
/// columns of the one and the other that has the checksum `wanted`, takes it into `row`, and
/// returns what that changed. Nothing where no choice has: then `row` stays.
template <typename AnyRow>
std::optional<std::vector<ChangedColumn>> take_original(
    AnyRow& row, const AnyRow& told, Checksum wanted,
    const std::function<Checksum(const AnyRow&)>& checksum_of);

}  // namespace sessionstore::sql
