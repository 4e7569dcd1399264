#include <sessionstore/config/dsn.h>

namespace sessionstore::config {

std::optional<std::string> parse_fingerprint(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == ':' && !digits.empty() && digits.size() % 2 == 0 && text.back() != ':') continue;
    const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool digit = (small >= '0' && small <= '9') || (small >= 'a' && small <= 'f');
    if (!digit) return std::nullopt;
    digits += small;
  }
  if (digits.size() != 64 || text.find("::") != std::string_view::npos) return std::nullopt;
  return digits;
}

}  // namespace sessionstore::config
