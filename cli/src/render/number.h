#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sessionstore::cli {

/// "1,234,567".
std::string grouped(std::int64_t number);

/// "1 session", "1,234 sessions".
std::string counted(std::int64_t number, std::string_view singular);

}  // namespace sessionstore::cli
