#pragma once

#include <string>
#include <string_view>

namespace sessionstore::json {

bool is_utf8(std::string_view bytes);

/// `bytes` with every maximal ill-formed subpart replaced by U+FFFD (Unicode 15, section 3.9, table
/// 3-8): what browsers' TextDecoder and OpenCode make of them.
std::string replace_invalid_utf8(std::string_view bytes);

/// Appends one code point in UTF-8; a surrogate becomes U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace sessionstore::json
