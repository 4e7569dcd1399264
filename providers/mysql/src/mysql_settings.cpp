#include "mysql_settings.h"

#include <fmt/format.h>
#include <sessionstore/config/dsn.h>
#include <sessionstore/error.h>
#include <sessionstore/nearest_name.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>
#include <vector>

namespace sessionstore::mysql {
namespace {

Error bad(std::string_view key, std::string_view must, std::string hint = {}) {
  return {ErrorCode::invalid_argument, fmt::format("mysql's setting {} {}", key, must),
          std::move(hint)};
}

Error missing(std::string_view key) {
  return bad(key, "is missing", "a DSN is USER@tcp(HOST:PORT)/DATABASE, with the three filled in");
}

/// Takes known settings out of a map; what is left at the end is unknown.
class Reader {
 public:
  explicit Reader(std::map<std::string, std::string> settings) : left_(std::move(settings)) {}

  std::string text(const std::string& key) {
    known_.push_back(key);
    const auto node = left_.extract(key);
    return node.empty() ? std::string() : node.mapped();
  }

  std::optional<std::int64_t> integer(const std::string& key, std::int64_t least,
                                      std::int64_t most) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem != std::errc() || end != value.data() + value.size() || number < least ||
        number > most) {
      throw bad(key, fmt::format("must be a whole number from {} to {}", least, most));
    }
    return number;
  }

  std::optional<std::chrono::milliseconds> time(const std::string& key) {
    const auto number = integer(key, 0, std::int64_t{24} * 24 * 3600 * 1000);
    if (!number) return std::nullopt;
    return std::chrono::milliseconds(*number);
  }

  void require_all_known() const {
    if (left_.empty()) return;
    throw Error(ErrorCode::invalid_argument,
                fmt::format("mysql has no setting '{}'", left_.begin()->first),
                suggest_name(left_.begin()->first, known_));
  }

 private:
  std::map<std::string, std::string> left_;
  std::vector<std::string> known_;
};

Tls tls_from(const std::string& value) {
  if (value == "preferred") return Tls::preferred;
  if (value == "true") return Tls::verified;
  if (value == "skip-verify") return Tls::unverified;
  if (value == "false") return Tls::off;
  throw bad("tls", "is \"true\", \"false\", \"skip-verify\" or \"preferred\"");
}

std::string fingerprint_from(const std::string& value) {
  if (value.empty()) return value;
  if (const auto digits = config::parse_fingerprint(value)) return *digits;
  throw bad("tlsFingerprint", "must be a SHA-256 fingerprint: 64 hexadecimal digits",
            "openssl x509 -in server.pem -noout -fingerprint -sha256");
}

/// The driver takes a host for the beginning of a URL.
std::string host_from(std::string host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (host.find_first_of("/[]@? ") == std::string::npos) return host;
  throw bad("host", "is a name or an address and nothing else",
            "a DSN or URL goes to sessionProvider.mysql.dsn");
}

void check_charset(const std::string& charset) {
  if (charset.empty() || charset == "utf8mb4") return;
  throw bad("charset", "can only be utf8mb4: no other one holds every character");
}

void check_collation(const std::string& collation) {
  if (std::all_of(collation.begin(), collation.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      })) {
    return;
  }
  throw bad("collation", "is no collation's name");
}

}  // namespace

std::string MysqlSettings::server() const {
  if (!socket.empty()) return socket;
  return fmt::format("{}:{}", bracketed_host(), port);
}

std::string MysqlSettings::bracketed_host() const {
  const bool ipv6 = host.find(':') != std::string::npos;
  return ipv6 ? '[' + host + ']' : host;
}

std::string MysqlSettings::location() const {
  const std::string who = user.empty() ? std::string() : user + '@';
  return socket.empty() ? fmt::format("mysql://{}{}/{}", who, server(), database)
                        : fmt::format("{}unix({})/{}", who, socket, database);
}

MysqlSettings parse_settings(const std::map<std::string, std::string>& settings) {
  Reader reader(settings);
  MysqlSettings parsed;
  parsed.host = host_from(reader.text("host"));
  parsed.port = static_cast<std::uint16_t>(reader.integer("port", 1, 65535).value_or(parsed.port));
  parsed.socket = reader.text("socket");
  parsed.database = reader.text("database");
  parsed.user = reader.text("username");
  parsed.password = reader.text("password");
  parsed.tls_fingerprint = fingerprint_from(reader.text("tlsFingerprint"));
  std::string tls = reader.text("tls");
  if (tls.empty() && !parsed.tls_fingerprint.empty()) tls = "true";
  if (tls.empty()) tls = config::default_tls(parsed.socket.empty() ? parsed.host : std::string());
  parsed.tls = tls_from(tls);
  if (!parsed.tls_fingerprint.empty() && parsed.tls != Tls::verified) {
    throw bad("tlsFingerprint", "is given, but tls is " + tls, "remove it, or set tls to true");
  }
  parsed.tls_ca = reader.text("tlsCa");
  parsed.tls_certificate = reader.text("tlsCert");
  parsed.tls_key = reader.text("tlsKey");
  check_charset(reader.text("charset"));
  parsed.collation = reader.text("collation");
  check_collation(parsed.collation);
  parsed.max_connections = static_cast<int>(reader.integer("maxConnections", 1, 1000).value_or(10));
  parsed.max_idle = static_cast<int>(
      reader.integer("maxIdleConnections", 0, 1000).value_or(std::min(5, parsed.max_connections)));
  parsed.connection_timeout =
      std::chrono::seconds(reader.integer("connectionTimeout", 1, 3600).value_or(30));
  parsed.dial_timeout = reader.time("dialTimeout");
  parsed.read_timeout = reader.time("readTimeout");
  parsed.write_timeout = reader.time("writeTimeout");
  reader.require_all_known();
  if (!parsed.socket.empty()) parsed.host.clear();
  if (parsed.host.empty() && parsed.socket.empty()) throw missing("host");
  if (parsed.database.empty()) throw missing("database");
  // The client library would take the name of whoever is logged in on this machine.
  if (parsed.user.empty()) throw missing("username");
  return parsed;
}

}  // namespace sessionstore::mysql
