#include <fmt/format.h>
#include <sessionstore/config/dsn.h>

#include "dsn_parts.h"

namespace sessionstore::config {

MysqlAddress parse_dsn(std::string_view dsn) {
  if (dsn.empty()) throw dsn::malformed("is empty");
  if (dsn.find('\0') != std::string_view::npos) throw dsn::malformed("has a NUL");
  if (dsn.find_first_of("\r\n") != std::string_view::npos) throw dsn::malformed("has a line break");
  return dsn::is_url(dsn) ? dsn::parse_url(dsn) : dsn::parse_go(dsn);
}

std::string mask_dsn(std::string_view dsn) {
  MysqlAddress address;
  try {
    address = parse_dsn(dsn);
  } catch (const Error&) {
    return "***";
  }
  if (!address.password) return std::string(dsn);
  const std::size_t start = dsn::is_url(dsn) ? dsn::kUrlScheme.size() : 0;
  const std::size_t end = dsn::is_url(dsn) ? dsn.find_first_of("/?#", start) : dsn.rfind('/');
  const std::size_t at = dsn.substr(0, end).rfind('@');
  const std::size_t colon = dsn.find(':', start);
  return fmt::format("{}:***{}", dsn.substr(0, colon), dsn.substr(at));
}

std::map<std::string, std::string> mysql_settings(const MysqlAddress& address) {
  std::map<std::string, std::string> settings;
  const auto tell = [&](const char* key, const std::string& value) {
    if (!value.empty()) settings[key] = value;
  };
  const auto tell_time = [&](const char* key,
                             const std::optional<std::chrono::milliseconds>& time) {
    if (time) settings[key] = std::to_string(time->count());
  };
  if (address.net == "tcp") {
    tell("host", address.host);
    settings["port"] = std::to_string(address.port);
  }
  tell("socket", address.socket);
  tell("username", address.user);
  if (address.password) settings["password"] = *address.password;
  tell("database", address.database);
  tell("tls", address.tls);
  tell("tlsFingerprint", address.tls_fingerprint);
  tell("charset", address.charset);
  tell("collation", address.collation);
  tell_time("dialTimeout", address.timeout);
  tell_time("readTimeout", address.read_timeout);
  tell_time("writeTimeout", address.write_timeout);
  return settings;
}

std::string default_tls(std::string_view host) {
  const bool numeric = host.find_first_not_of("0123456789.") == std::string_view::npos;
  const bool of_this_machine =
      host.empty() || host == "localhost" || host == "::1" || (numeric && host.starts_with("127."));
  return of_this_machine ? "preferred" : "true";
}

}  // namespace sessionstore::config
