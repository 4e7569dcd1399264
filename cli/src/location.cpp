#include "location.h"

#include <algorithm>

namespace sessionstore::cli {

namespace {

bool in_scheme(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

std::string_view scheme_of(std::string_view location) {
  const std::size_t colon = location.find(':');
  if (colon == 0 || colon == std::string_view::npos || is_go_dsn(location)) {
    return {};
  }
  const std::string_view scheme = location.substr(0, colon);
  return std::ranges::all_of(scheme, in_scheme) ? scheme : std::string_view();
}

std::string_view path_of(std::string_view location) {
  const std::string_view scheme = scheme_of(location);
  return scheme.empty() ? location : location.substr(scheme.size() + 1);
}

std::string with_home(std::string_view location, std::string_view home) {
  const std::string_view scheme = scheme_of(location);
  const std::string_view path = path_of(location);
  if (scheme.empty() || !path.starts_with("~/")) {
    return std::string(location);
  }
  return std::string(scheme) + ':' + std::string(home) + std::string(path.substr(1));
}

bool is_go_dsn(std::string_view location) {
  // A DSN of a user of that name is to be written as a URL.
  if (location.starts_with("opencode-go:")) return false;
  return location.find("@tcp(") != std::string_view::npos ||
         location.find("@unix(") != std::string_view::npos;
}

}  // namespace sessionstore::cli
