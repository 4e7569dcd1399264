#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace sessionstore::mysql {

enum class Tls { off, preferred, unverified, verified };

/// The provider's settings, checked. Holds a password: print location() instead.
struct MysqlSettings {
  std::string host;  ///< empty where a socket is used
  std::uint16_t port = 3306;
  std::string socket;
  std::string database;
  std::string user;
  std::string password;
  Tls tls = Tls::verified;
  std::string tls_ca;
  std::string tls_certificate;
  std::string tls_key;
  /// SHA-256 of the server's certificate, 64 lower-case digits; only with Tls::verified, whose
  /// authorities then count only where tls_ca names them. Empty: none.
  std::string tls_fingerprint;
  bool fingerprint_remembered = false;  ///< it is of a certificate that the user once accepted
  std::string collation;
  int max_connections = 10;
  int max_idle = 5;
  std::chrono::seconds connection_timeout{30};
  /// Zero: no limit. Absent: this provider's own choice.
  std::optional<std::chrono::milliseconds> dial_timeout;
  std::optional<std::chrono::milliseconds> read_timeout;
  std::optional<std::chrono::milliseconds> write_timeout;

  /// `mysql://user@host:port/database`, or as a DSN where a socket is used. For people.
  [[nodiscard]] std::string location() const;
  /// The host as an address has it: one of IPv6 in brackets.
  [[nodiscard]] std::string bracketed_host() const;
  /// The server alone: `host:port`, or the socket's path.
  [[nodiscard]] std::string server() const;
};

/// Throws Error(invalid_argument) that names the setting: an unknown one, a missing one (host or
/// socket, database, username), one with a value that cannot be.
MysqlSettings parse_settings(const std::map<std::string, std::string>& settings);

}  // namespace sessionstore::mysql
