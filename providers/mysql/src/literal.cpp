#include "literal.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

namespace sessionstore::mysql {
namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (bytes.empty()) return "''";  // x'' would be NULL to some servers
  std::string text = "x'";
  text.reserve(2 * bytes.size() + 3);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4U];
    text += kDigits[value & 0xFU];
  }
  return text + '\'';
}

struct Literal {
  std::string operator()(std::nullptr_t) const { return "NULL"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return fmt::format("{:.17e}", value); }
  std::string operator()(std::string_view text) const { return hexadecimal(text); }
  std::string operator()(sql::Blob blob) const { return hexadecimal(blob.bytes); }
};

}  // namespace

std::string with_literals(std::string_view sql, std::span<const sql::Value> parameters) {
  std::string text;
  std::size_t next = 0;
  for (const char c : sql) {
    if (c != '?') {
      text += c;
    } else if (next < parameters.size()) {
      text += std::visit(Literal{}, parameters[next++]);
    } else {
      ++next;
    }
  }
  if (next == parameters.size()) return text;
  throw Error(ErrorCode::internal, fmt::format("{} parameters for: {}", parameters.size(), sql));
}

}  // namespace sessionstore::mysql
