#include "file_url.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace sessionstore::interop {
namespace {

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    unsigned value = 0;
    const char* const digits = text.data() + i + 1;
    if (i + 2 >= text.size() || std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) {
      return std::nullopt;
    }
    decoded += static_cast<char>(value);
    i += 2;
  }
  return decoded;
}

/// Whether no program would take it for something else than the letter that it is.
bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && c != '\\' && c != '|' && c != '%';
}

/// `?start=12&end=20`, with which OpenCode names lines of a file.
bool is_query(std::string_view query) {
  return std::ranges::all_of(query, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '=' || c == '&';
  });
}

}  // namespace

bool is_data_url(std::string_view url) { return url.starts_with("data:"); }

std::optional<std::filesystem::path> path_of_file_url(std::string_view url) {
  constexpr std::string_view kStart = "file://";
  if (!url.starts_with(kStart)) return std::nullopt;
  url.remove_prefix(kStart.size());
  const std::size_t end = std::min(url.find('?'), url.size());
  const std::string_view encoded = url.substr(0, end);
  if (end < url.size() && !is_query(url.substr(end + 1))) return std::nullopt;
  if (encoded.find('#') != std::string_view::npos) return std::nullopt;
  const auto decoded = percent_decoded(encoded);
  if (!decoded || !decoded->starts_with('/') || decoded->ends_with(' ') ||
      !std::ranges::all_of(*decoded, is_plain)) {
    return std::nullopt;
  }
  // A slash that is encoded is one to some, and a letter to others.
  if (std::ranges::count(*decoded, '/') != std::ranges::count(encoded, '/')) return std::nullopt;
  std::filesystem::path path = *decoded;
  if (path.lexically_normal().native() != *decoded) return std::nullopt;
  return path;
}

}  // namespace sessionstore::interop
