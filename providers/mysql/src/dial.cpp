#include "dial.h"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <fmt/format.h>
#include <sessionstore/error.h>

#include <string>
#include <utility>

#include "connect_options.h"
#include "login_guard.h"
#include "mysql_error.h"
#include "option_file.h"
#include "server_certificate.h"

namespace sessionstore::mysql {
namespace {

using std::chrono::milliseconds;

constexpr int kTlsFailed = 2026;
constexpr int kMethodNotAllowed = 5010;

// The driver's registry is not locked: its first use must not happen in two threads at once.
::sql::Driver& driver() {
  static ::sql::Driver* const only = get_driver_instance();
  return *only;
}

std::string what_is_done(const MysqlSettings& settings) {
  return fmt::format("connect to database '{}' as '{}'", settings.database, settings.user);
}

Error refusal(const MysqlSettings& settings, ErrorCode code, std::string_view why,
              std::string remedy, int number = 0) {
  return {code, fmt::format("{}: cannot {}: {}", settings.server(), what_is_done(settings), why),
          std::move(remedy), number};
}

/// Throws what was refused here, for what the driver says of it is little, or of another method.
void explain(const LoginGuard& guard, const MysqlSettings& settings, int number) {
  if (guard.missed_tls()) {
    throw refusal(settings, ErrorCode::unsupported,
                  "the connection would be not encrypted: the server has no TLS, or who sits in "
                  "between hides it",
                  "the server must have TLS for tls=true and tls=skip-verify");
  }
  if (guard.withheld()) {
    throw refusal(settings, ErrorCode::permission_denied,
                  "the server asks for the password itself, and nothing shows that it is the right "
                  "server",
                  "is the password right? MySQL asks so where it is not, and where an account logs "
                  "in for the first time since the server was started; then log in with tls=true "
                  "and tlsCa or tlsFingerprint, or through the server's socket");
  }
  if (number == kMethodNotAllowed) {
    throw refusal(settings, ErrorCode::permission_denied,
                  fmt::format("the server asks for a method of logging in that is not used here, "
                              "since it could give the password away; used are {}",
                              guard.methods()),
                  "check the user's name, and use an account of one of these methods; "
                  "sha256_password needs tls=true or a socket, and mysql_clear_password, dialog "
                  "and mysql_old_password are never answered",
                  number);
  }
}

/// What holds libmariadb to the certificate with the fingerprint that was given. It compares SHA-1
/// only; here that names one certificate that is known, and nobody can make another one for it.
std::string pinned(const MysqlSettings& settings, milliseconds budget) {
  if (settings.tls_fingerprint.empty()) return {};
  const CertificatePrints prints = fetch_certificate(settings, dial_limit(settings, budget));
  if (prints.sha256 == settings.tls_fingerprint) return "ssl-fp=" + prints.sha1 + '\n';
  throw refusal(settings, ErrorCode::permission_denied,
                fmt::format("the server's certificate is not the expected one: its SHA-256 "
                            "fingerprint is {}, and tlsFingerprint is {}",
                            prints.sha256, settings.tls_fingerprint),
                "somebody else may be answering in the server's place: nothing was sent; ask the "
                "server's administrator whether its certificate is new, and which it is");
}

Dialled connect(const MysqlSettings& settings, milliseconds budget, bool encrypted) {
  ::sql::Driver& connector = driver();
  LoginGuard guard({.needs_tls = settings.tls == Tls::unverified || settings.tls == Tls::verified,
                    .trusted = !settings.socket.empty() || settings.tls == Tls::verified});
  const OptionFile file(
      fmt::format("restricted-auth={}\n{}", guard.methods(), pinned(settings, budget)));
  ::sql::ConnectOptionsMap options = connect_options(settings, budget, encrypted);
  options["readDefaultFile"] = ::sql::SQLString(file.path());
  try {
    Dialled dialled{std::unique_ptr<::sql::Connection>(connector.connect(options))};
    dialled.encrypted = guard.encrypted();
    return dialled;
  } catch (const ::sql::SQLException& exception) {
    explain(guard, settings, exception.getErrorCode());
    throw;
  }
}

}  // namespace

Dialled dial(const MysqlSettings& settings, milliseconds budget) {
  try {
    if (settings.tls != Tls::preferred) return connect(settings, budget, settings.tls != Tls::off);
    // What stays on this machine is not worth the time.
    if (!settings.socket.empty()) return connect(settings, budget, false);
    try {
      return connect(settings, budget, true);
    } catch (const ::sql::SQLException& exception) {
      if (exception.getErrorCode() != kTlsFailed) throw;
    }
    return connect(settings, budget, false);
  } catch (const ::sql::SQLException& exception) {
    std::rethrow_exception(error_from(exception, what_is_done(settings), settings.server()));
  }
}

}  // namespace sessionstore::mysql
