#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore::config {

/// What a key's value must be.
enum class KeyKind {
  text,           ///< a string, not empty
  provider_name,  ///< a string: lower-case letters, digits, dashes
  path,           ///< a string; `~` and relative paths are resolved
  integer,        ///< a whole number from `least` to `most`
  choice,         ///< one of `choices`; a boolean counts as its name
  dsn,            ///< a string that dsn.h can parse
  password,       ///< a string, never shown, perhaps empty
  command,        ///< a string for the shell or an array of strings
};

/// What a key's value decides. A working directory's file may have come with somebody's repository:
/// there, what is not `how` has force only once the user trusts that file (trust.h).
enum class Decides {
  how,      ///< how a store is used, wherever it is
  place,    ///< where history is kept
  address,  ///< which server gets it, and how that proves itself: who gets a secret
  whom,     ///< as whom
  secret,   ///< what proves that
  command,  ///< what is run to get a secret: never taken from a working directory's file
};

/// One key that the configuration knows: the single place where they are listed.
struct KeySpec {
  std::string_view key;  ///< dotted
  KeyKind kind = KeyKind::text;
  Decides decides = Decides::place;
  std::string_view default_value{};  ///< empty: none, or one that is computed
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::string_view choices{};  ///< separated by blanks
};

std::span<const KeySpec> known_keys();

/// Null for a key that is not known.
const KeySpec* find_key(std::string_view key);

/// What the key decides; of a third party's, which nobody here knows, where history is kept.
Decides decided_by(std::string_view key);

/// The names that stand directly under a dotted prefix: "sessionProvider.mysql" gives dsn, host ...
std::vector<std::string> names_under(std::string_view prefix);

/// Of a dotted key, what follows the last dot.
std::string_view last_name(std::string_view key);

inline constexpr std::string_view kDirectory = "data.directory";
inline constexpr std::string_view kType = "sessionProvider.type";
inline constexpr std::string_view kMigrate = "sessionProvider.migrate";
inline constexpr std::string_view kSqlitePath = "sessionProvider.sqlite.path";
inline constexpr std::string_view kDsn = "sessionProvider.mysql.dsn";
inline constexpr std::string_view kHost = "sessionProvider.mysql.host";
inline constexpr std::string_view kPort = "sessionProvider.mysql.port";
inline constexpr std::string_view kSocket = "sessionProvider.mysql.socket";
inline constexpr std::string_view kDatabase = "sessionProvider.mysql.database";
inline constexpr std::string_view kUsername = "sessionProvider.mysql.username";
inline constexpr std::string_view kPassword = "sessionProvider.mysql.password";
inline constexpr std::string_view kPasswordFile = "sessionProvider.mysql.passwordFile";
inline constexpr std::string_view kPasswordCommand = "sessionProvider.mysql.passwordCommand";
inline constexpr std::string_view kMaxConnections = "sessionProvider.mysql.maxConnections";
inline constexpr std::string_view kMaxIdle = "sessionProvider.mysql.maxIdleConnections";
inline constexpr std::string_view kTls = "sessionProvider.mysql.tls";
inline constexpr std::string_view kTlsCa = "sessionProvider.mysql.tlsCa";
inline constexpr std::string_view kTlsCert = "sessionProvider.mysql.tlsCert";
inline constexpr std::string_view kTlsFingerprint = "sessionProvider.mysql.tlsFingerprint";
inline constexpr std::string_view kTlsKey = "sessionProvider.mysql.tlsKey";

}  // namespace sessionstore::config
