#include "dsn_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace sessionstore::config::dsn {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::uint16_t port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    throw malformed("has a port that is not a number from 1 to 65535");
  }
  return port;
}

}  // namespace

Error malformed(const std::string& reason) {
  return {ErrorCode::invalid_argument, "the DSN " + reason,
          "write user:password@tcp(host:3306)/database or mysql://user:password@host:3306/database "
          "(in a URL, special characters of the password as %XX)"};
}

std::string percent_decode(std::string_view text, std::string_view what) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      throw malformed(
          fmt::format("has a % in its {} that is not followed by two hex digits", what));
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (decoded.find('\0') != std::string::npos) {
    throw malformed(fmt::format("has a NUL in its {}", what));
  }
  return decoded;
}

void set_host_and_port(std::string_view text, MysqlAddress& address) {
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) throw malformed("has a [ without its ]");
    host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') throw malformed("has text between ] and the port");
    if (!rest.empty()) port = rest.substr(1);
    if (host.find_first_not_of("0123456789abcdefABCDEF:.%_-") != std::string_view::npos ||
        host.find(':') == std::string_view::npos) {
      throw malformed("has something else than an IPv6 address between [ and ]");
    }
    if (!rest.empty()) address.port = port_of(port);
  } else if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (port.find(':') != std::string_view::npos) {
      throw malformed("has an IPv6 address without brackets");
    }
    address.port = port_of(port);
  }
  const auto bad = [](char c) { return c <= ' ' || c == 0x7F || c == '(' || c == ')' || c == '/'; };
  if (std::any_of(host.begin(), host.end(), bad)) {
    throw malformed("has a host with characters that no host name has");
  }
  address.host = host.empty() ? "127.0.0.1" : std::string(host);
}

Credentials split_credentials(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool is_url(std::string_view dsn) {
  return dsn.size() >= kUrlScheme.size() &&
         std::equal(kUrlScheme.begin(), kUrlScheme.end(), dsn.begin(), [](char expected, char c) {
           return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
         });
}

}  // namespace sessionstore::config::dsn
