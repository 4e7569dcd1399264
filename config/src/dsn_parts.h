#pragma once

#include <sessionstore/config/dsn.h>
#include <sessionstore/error.h>

#include <string>
#include <string_view>

/// The pieces that both spellings of a DSN share. None quotes what it was given: while a DSN is
/// being taken apart, any piece may still be the password.
namespace sessionstore::config::dsn {

/// Error(invalid_argument) "the DSN ...", with both grammars as the hint.
Error malformed(const std::string& reason);

/// `%41` becomes `A`. Throws malformed() for a bad escape or a NUL; `what` names the piece.
std::string percent_decode(std::string_view text, std::string_view what);

/// Sets host and port from `host`, `host:port`, `[v6]` or `[v6]:port`.
void set_host_and_port(std::string_view text, MysqlAddress& address);

/// Sets what stands behind the `?`. Its names may be quoted: the caller has made sure that no `@`,
/// and so no part of a password, is in it.
void set_parameters(std::string_view query, MysqlAddress& address);

/// What stands before the `@`.
struct Credentials {
  std::string_view user;
  std::optional<std::string_view> password;
};

/// Splits at the first colon.
Credentials split_credentials(std::string_view text);

inline constexpr std::string_view kUrlScheme = "mysql://";
bool is_url(std::string_view dsn);

MysqlAddress parse_url(std::string_view dsn);
MysqlAddress parse_go(std::string_view dsn);

}  // namespace sessionstore::config::dsn
