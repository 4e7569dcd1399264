#pragma once

#include <string>
#include <string_view>

namespace sessionstore::cli {

/// The scheme of a LOCATION such as "sqlite:/path": what stands before the first colon, if that can
/// be one; else empty. Safe to print: never reaches what may be a password.
std::string_view scheme_of(std::string_view location);

/// What stands after the scheme's colon.
std::string_view path_of(std::string_view location);

/// The LOCATION with a `~/` at the start of its path replaced by the home directory, which shells
/// do not do in the middle of a word.
std::string with_home(std::string_view location, std::string_view home);

/// Whether it looks like a Go MySQL data source name, `user:password@tcp(host)/db`.
bool is_go_dsn(std::string_view location);

}  // namespace sessionstore::cli
