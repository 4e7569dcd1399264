#include "project/host.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "project/ascii.h"

namespace sessionstore {
namespace {

constexpr int kMaxPort = 65535;

std::optional<std::string> normalize_ipv6(std::string_view address) {
  in6_addr binary{};
  if (::inet_pton(AF_INET6, std::string(address).c_str(), &binary) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::inet_ntop(AF_INET6, &binary, text.data(), text.size()) == nullptr) return std::nullopt;
  return "[" + std::string(text.data()) + "]";
}

/// Names as DNS and hosts files have them, with `_`; letters of other scripts are left alone.
std::optional<std::string> normalize_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.starts_with('-') || name.starts_with('.') || name.ends_with('.') ||
      name.find("..") != std::string_view::npos) {
    return std::nullopt;
  }
  const bool valid = std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  if (!valid) return std::nullopt;
  return ascii_lower(name);
}

}  // namespace

std::optional<int> parse_port(std::string_view digits) {
  if (digits.empty()) return 0;
  int port = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, port);
  if (error != std::errc{} || stop != end || port < 1 || port > kMaxPort) return std::nullopt;
  return port;
}

std::optional<std::string> normalize_host(std::string_view text, int default_port) {
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') : std::min(text.find(':'), text.size());
  if (host_end == std::string_view::npos) return std::nullopt;
  auto host = bracketed ? normalize_ipv6(text.substr(1, host_end - 1))
                        : normalize_name(text.substr(0, host_end));
  std::string_view rest = text.substr(host_end + (bracketed ? 1U : 0U));
  if (!host || (!rest.empty() && rest[0] != ':')) return std::nullopt;
  if (!rest.empty()) rest.remove_prefix(1);
  const auto port = parse_port(rest);
  if (!port) return std::nullopt;
  if (*port != 0 && *port != default_port) *host += ":" + std::to_string(*port);
  return host;
}

}  // namespace sessionstore
