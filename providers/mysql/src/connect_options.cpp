#include "connect_options.h"

#include <fmt/format.h>
#include <openssl/x509.h>
#include <sessionstore/error.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace sessionstore::mysql {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kReadTimeout{120'000};

int whole_seconds(milliseconds time) {
  return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

void set_text(::sql::ConnectOptionsMap& options, const char* name, const std::string& value) {
  if (!value.empty()) options[name] = ::sql::SQLString(value);
}

void set_timeouts(::sql::ConnectOptionsMap& options, const MysqlSettings& settings,
                  milliseconds budget) {
  options["OPT_CONNECT_TIMEOUT"] = whole_seconds(dial_limit(settings, budget));
  if (const milliseconds read = settings.read_timeout.value_or(kReadTimeout); read.count() > 0) {
    options["OPT_READ_TIMEOUT"] = whole_seconds(read);
  }
  if (settings.write_timeout && settings.write_timeout->count() > 0) {
    options["OPT_WRITE_TIMEOUT"] = whole_seconds(*settings.write_timeout);
  }
}

// The driver calls a file that is missing an unknown authority, or nothing at all.
void require_readable(std::string_view key, const std::string& path) {
  if (path.empty() || ::access(path.c_str(), R_OK) == 0) return;
  const int problem = errno;
  throw Error(ErrorCode::invalid_argument,
              fmt::format("mysql's setting {}: cannot read {}: {}", key, path,
                          std::generic_category().message(problem)),
              {}, problem);
}

// The driver ignores OPT_SSL_MODE, so the single options are used. With sslVerify it needs to be
// told where the authorities are.
void set_tls(::sql::ConnectOptionsMap& options, const MysqlSettings& settings) {
  require_readable("tlsCa", settings.tls_ca);
  require_readable("tlsCert", settings.tls_certificate);
  require_readable("tlsKey", settings.tls_key);
  options["sslEnforce"] = true;
  set_text(options, "sslCert", settings.tls_certificate);
  set_text(options, "sslKey", settings.tls_key);
  if (settings.tls != Tls::verified) return;
  // A fingerprint alone says which server is the right one.
  if (!settings.tls_fingerprint.empty() && settings.tls_ca.empty()) return;
  options["sslVerify"] = true;
  if (!settings.tls_ca.empty()) {
    set_text(options, "sslCA", settings.tls_ca);
  } else if (std::error_code none; std::filesystem::exists(X509_get_default_cert_file(), none)) {
    set_text(options, "sslCA", X509_get_default_cert_file());
  } else {
    set_text(options, "sslCAPath", X509_get_default_cert_dir());
  }
}

}  // namespace

milliseconds dial_limit(const MysqlSettings& settings, milliseconds budget) {
  if (!settings.dial_timeout || settings.dial_timeout->count() == 0) return budget;
  return std::min(budget, *settings.dial_timeout);
}

::sql::ConnectOptionsMap connect_options(const MysqlSettings& settings, milliseconds budget,
                                         bool encrypted) {
  ::sql::ConnectOptionsMap options;
  if (settings.socket.empty()) {
    // The driver would take a bare address of IPv6 for a host and a port.
    set_text(options, "hostName", settings.bracketed_host());
    options["port"] = static_cast<int>(settings.port);
  } else {
    set_text(options, "socket", settings.socket);
  }
  options["userName"] = ::sql::SQLString(settings.user);
  options["password"] = ::sql::SQLString(settings.password);
  options["schema"] = ::sql::SQLString(settings.database);
  options["CLIENT_FOUND_ROWS"] = true;
  // A server may answer any statement by asking for a file of this machine.
  options["OPT_LOCAL_INFILE"] = 0;
  set_timeouts(options, settings, budget);
  if (encrypted) set_tls(options, settings);
  return options;
}

}  // namespace sessionstore::mysql
