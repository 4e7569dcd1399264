#pragma once

#include <sessionstore/sql/connection.h>

#include <string>

namespace sessionstore::mysql {

/// The statement with each `?` replaced by its value as a literal. Text becomes hexadecimal, so
/// that nothing in it needs an escape.
std::string with_literals(std::string_view sql, std::span<const sql::Value> parameters);

}  // namespace sessionstore::mysql
