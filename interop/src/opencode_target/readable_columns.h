#pragma once

#include <sessionstore/json/view.h>

#include <string_view>

namespace sessionstore::interop {

/// Whether OpenCode can read `value` in that column of a session's row. One row that it cannot read
/// keeps it from listing any session at all.
bool is_readable(std::string_view column, json::View value);

/// Whether the column holds JSON.
bool is_json_column(std::string_view column);

}  // namespace sessionstore::interop
