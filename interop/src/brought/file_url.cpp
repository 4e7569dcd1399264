#include "file_url.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace sessionstore::interop {
namespace {

bool has_scheme(std::string_view url, std::string_view scheme) {
  return url.size() >= scheme.size() &&
         std::ranges::equal(url.substr(0, scheme.size()), scheme, [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b;
         });
}

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

}  // namespace

bool is_data_url(std::string_view url) { return has_scheme(url, "data:"); }

bool is_file_url(std::string_view url) {
  return has_scheme(url, "file:") || url.find(':') == std::string_view::npos;
}

std::optional<std::filesystem::path> path_of_file_url(std::string_view url) {
  if (!has_scheme(url, "file:")) return std::nullopt;
  url.remove_prefix(5);
  if (url.starts_with("//")) {
    url.remove_prefix(2);
    const std::string_view host = url.substr(0, url.find('/'));
    if (!host.empty() && host != "localhost") return std::nullopt;
    url.remove_prefix(host.size());
  }
  const auto path = percent_decoded(url.substr(0, url.find_first_of("?#")));
  if (!path || !path->starts_with('/') || path->find('\0') != std::string::npos)
    return std::nullopt;
  return *path;
}

}  // namespace sessionstore::interop
