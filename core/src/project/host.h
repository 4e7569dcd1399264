#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sessionstore {

/// `host[:port]` of a remote in its one spelling: ASCII letters folded, no trailing dot, IPv6
/// addresses in brackets and in their shortest form, no port where it is `default_port` (0: none).
/// std::nullopt for what cannot be a host, such as a user name that was taken for one.
std::optional<std::string> normalize_host(std::string_view text, int default_port);

/// A port number, 0 for the empty text; std::nullopt for what is not in 1 .. 65535.
std::optional<int> parse_port(std::string_view digits);

}  // namespace sessionstore
