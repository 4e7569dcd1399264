#include "ids.h"

#include <fmt/format.h>
#include <sessionstore/digest.h>
#include <sessionstore/model.h>
#include <simdjson.h>

#include <algorithm>
#include <iterator>

namespace sessionstore::interop {
namespace {

// The last boundary of a character at or before `at`.
std::size_t boundary(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

}  // namespace

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string printable(std::string_view path) {
  const bool text = is_utf8(path);
  std::string out;
  out.reserve(path.size());
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !text)) {
      fmt::format_to(std::back_inserter(out), "\\x{:02X}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

bool is_usable_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && id.find('\0') == std::string_view::npos;
}

bool is_opencode_id(std::string_view id, std::string_view kind) {
  constexpr std::size_t kLongest = 100;  // OpenCode's have 30; some that we make hold another one
  if (id.size() > kLongest || !id.starts_with(kind)) return false;
  id.remove_prefix(kind.size());
  if (id.size() < 2 || id.front() != '_') return false;
  return std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::string fit_id(std::string id) {
  for (auto at = id.find('\0'); at != std::string::npos; at = id.find('\0', at)) {
    id.replace(at, 1, "\xEF\xBF\xBD");
  }
  if (id.size() <= kMaxIdBytes) return id;
  const std::string hash = sha256(id).hex();
  id.resize(boundary(id, kMaxIdBytes - hash.size() - 1));
  return id + '~' + hash;
}

std::string fit_field(std::string text) {
  if (text.size() > kMaxFieldBytes) text.resize(boundary(text, kMaxFieldBytes));
  return text;
}

}  // namespace sessionstore::interop
