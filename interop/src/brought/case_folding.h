#pragma once

#include <string>
#include <string_view>

namespace sessionstore::interop {

/// UTF-8 text with its capitals made small, letter by letter, as Windows compares names: those of
/// ASCII, and of Latin, Greek and Cyrillic the common ones. What is no UTF-8 stays as it is.
std::string folded(std::string_view text);

}  // namespace sessionstore::interop
