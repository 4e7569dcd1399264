#include "dial.h"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <fmt/format.h>

#include <string>
#include <utility>

#include "connect_options.h"
#include "login_guard.h"
#include "login_refusal.h"
#include "mysql_error.h"
#include "option_file.h"
#include "server_certificate.h"

namespace sessionstore::mysql {
namespace {

using std::chrono::milliseconds;

// The driver's registry is not locked: its first use must not happen in two threads at once.
::sql::Driver& driver() {
  static ::sql::Driver* const only = get_driver_instance();
  return *only;
}

std::string how_to_forget(const MysqlSettings& settings) {
  if (!settings.fingerprint_remembered) return {};
  return fmt::format("; then `sessionstore trust --remove --server {}` forgets the old one",
                     settings.server());
}

/// What holds libmariadb to the certificate with the fingerprint that was given. It compares SHA-1
/// only; here that names one certificate that is known, and nobody can make another one for it.
std::string pinned(const MysqlSettings& settings, milliseconds budget) {
  if (settings.tls_fingerprint.empty()) return {};
  const CertificatePrints prints = fetch_certificate(settings, dial_limit(settings, budget));
  if (prints.sha256 == settings.tls_fingerprint) return "ssl-fp=" + prints.sha1 + '\n';
  throw refusal(
      settings, ErrorCode::permission_denied,
      fmt::format("the server's certificate is not the expected one: its SHA-256 "
                  "fingerprint is {}, and {} is {}",
                  prints.sha256,
                  settings.fingerprint_remembered ? "the one that was accepted" : "tlsFingerprint",
                  settings.tls_fingerprint),
      "somebody else may be answering in the server's place: nothing was sent; ask the "
      "server's administrator whether its certificate is new, and which it is" +
          how_to_forget(settings));
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
    explain(guard, settings, exception, dial_limit(settings, budget));
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
      if (exception.getErrorCode() != kTlsFailure) throw;
    }
    return connect(settings, budget, false);
  } catch (const ::sql::SQLException& exception) {
    std::rethrow_exception(error_from(exception, what_is_done(settings), settings.server()));
  }
}

}  // namespace sessionstore::mysql
