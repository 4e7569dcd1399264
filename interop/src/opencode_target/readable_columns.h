#pragma once

#include <sessionstore/json/view.h>

#include <cstdint>
#include <string_view>

namespace sessionstore::interop {

/// Whether OpenCode can read `value` in that column of a session's row. One row that it cannot read
/// keeps it from listing any session at all.
bool is_readable(std::string_view column, json::View value);

/// The same of a value for an integer column: a count, or a time (`time_...`).
bool is_readable(std::string_view column, std::int64_t value);

/// Whether the column holds JSON.
bool is_json_column(std::string_view column);

}  // namespace sessionstore::interop
