#include "login_refusal.h"

#include <fmt/format.h>

#include <utility>

#include "mysql_error.h"
#include "server_certificate.h"

namespace sessionstore::mysql {
namespace {

using std::chrono::milliseconds;

// The client library's numbers.
constexpr int kMethodNotAllowed = 5010;

/// What a user may compare with what the server's administrator says, and trust from then on.
std::string offer_fingerprint(const MysqlSettings& settings, milliseconds limit) {
  try {
    return fmt::format(
        "; if the server's administrator says that its certificate's fingerprint is {}, set "
        "tlsFingerprint to that",
        fetch_certificate(settings, limit).sha256);
  } catch (const ::sql::SQLException&) {
    return {};
  }
}

}  // namespace

std::string what_is_done(const MysqlSettings& settings) {
  return fmt::format("connect to database '{}' as '{}'", settings.database, settings.user);
}

Error refusal(const MysqlSettings& settings, ErrorCode code, std::string_view why,
              std::string remedy, int number) {
  return {code, fmt::format("{}: cannot {}: {}", settings.server(), what_is_done(settings), why),
          std::move(remedy), number};
}

void explain(const LoginGuard& guard, const MysqlSettings& settings,
             const ::sql::SQLException& exception, milliseconds limit) {
  const int number = number_of(exception);
  if (guard.missed_tls()) {
    throw refusal(settings, ErrorCode::unsupported,
                  "the connection would be not encrypted: the server has no TLS, or who sits in "
                  "between hides it",
                  "the server must have TLS for tls=true, the default beyond this machine, and for "
                  "tls=skip-verify");
  }
  if (guard.withheld()) {
    throw refusal(settings, ErrorCode::permission_denied,
                  "the server asks for the password itself, and nothing shows that it is the right "
                  "server",
                  "is the password right? MySQL asks so where it is not, and where an account logs "
                  "in for the first time since the server was started; then log in with tls=true "
                  "and tlsCa or tlsFingerprint, or through the server's socket" +
                      offer_fingerprint(settings, limit));
  }
  if (number == kTlsFailure && !was_cut_off(exception) && settings.tls == Tls::verified &&
      settings.tls_fingerprint.empty()) {
    throw refusal(settings, ErrorCode::permission_denied,
                  fmt::format("{} ({})", exception.what(), number),
                  "check sessionProvider.mysql.tls and tlsCa against the server's certificate, and "
                  "that tlsCert and tlsKey belong together" +
                      offer_fingerprint(settings, limit),
                  number);
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

}  // namespace sessionstore::mysql
