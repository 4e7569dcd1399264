#pragma once

#include <span>
#include <string_view>

#include "json_object.h"
#include "table.h"

namespace sessionstore::interop {

/// Where a row's data keeps what OpenCode's own object of that kind has no place for.
inline constexpr std::string_view kOurKey = "sessionstore";
inline constexpr std::string_view kColumnsKey = "columns";

/// The columns of a row that are not NULL and not in `known`: they came with a later OpenCode, or
/// are somebody's own.
JsonObject columns_but(const TableRow& row, std::span<const std::string_view> known);

/// Whether a column holds what is never copied: the name says so.
bool is_secret(std::string_view column);

/// All columns of a row but secrets and those in `without`, as one object.
JsonObject whole_row(const TableRow& row, std::span<const std::string_view> without);

}  // namespace sessionstore::interop
