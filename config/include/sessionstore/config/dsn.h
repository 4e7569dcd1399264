#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sessionstore::config {

/// How to reach a MySQL server, taken apart. Holds a password: print mask_dsn() instead.
struct MysqlAddress {
  std::string net = "tcp";  ///< "tcp" or "unix"
  std::string host;         ///< of tcp, without brackets; "127.0.0.1" where the DSN names none
  std::uint16_t port = 3306;
  std::string socket;  ///< of unix: a path; "/tmp/mysql.sock" where the DSN names none
  std::string user;    ///< empty: not told
  std::optional<std::string> password;  ///< absent differs from empty: it may come from elsewhere
  std::string database;                 ///< empty: not told
  std::string tls;              ///< "true", "false", "skip-verify", "preferred"; empty: not told
  std::string tls_fingerprint;  ///< of the server's certificate, 64 digits; empty: not told
  /// Longest time to dial, to wait for an answer, to send; 0 means no limit, absent not told.
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<std::chrono::milliseconds> read_timeout;
  std::optional<std::chrono::milliseconds> write_timeout;
  std::string charset;    ///< empty: not told
  std::string collation;  ///< empty: not told
};

/// Takes a DSN apart: the Go MySQL driver's grammar
/// `[user[:password]@][net[(addr)]]/dbname[?param=value&...]`, or a URL
/// `mysql://[user[:password]@]host[:port]/dbname[?param=value&...]` (percent-decoded).
/// docs/configuration.md lists the parameters. Throws Error(invalid_argument) that says what is
/// wrong but quotes nothing that could be a part of the password. Thread-safe.
MysqlAddress parse_dsn(std::string_view dsn);

/// The DSN with its password as `***`; all of it becomes `***` where it cannot be parsed, for then
/// nobody knows which part is the password. Never throws an Error.
std::string mask_dsn(std::string_view dsn);

/// The address as settings of the provider `mysql` (OpenOptions::settings): host, port, socket,
/// username, password, database, tls, tlsFingerprint, charset, collation, and in milliseconds
/// dialTimeout, readTimeout and writeTimeout; each only where it is told.
std::map<std::string, std::string> mysql_settings(const MysqlAddress& address);

/// The setting tls where nobody has set it: "preferred" for a server of this machine (no host: a
/// socket, or `localhost`, `127.…`, `::1`), "true" for every other.
std::string default_tls(std::string_view host);

/// A SHA-256 fingerprint as 64 lower-case digits, given so or as openssl prints it, with a colon
/// after each two. std::nullopt for anything else.
std::optional<std::string> parse_fingerprint(std::string_view text);

/// A duration as Go writes it ("30s", "1m30s", "1.5h", "500ms", "0"), in milliseconds, rounded up.
/// std::nullopt for anything else, for negative ones, and for more than 24 days.
std::optional<std::chrono::milliseconds> parse_go_duration(std::string_view text);

}  // namespace sessionstore::config
