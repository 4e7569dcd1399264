#include "first_meeting.h"

#include <cppconn/exception.h>

#include <algorithm>
#include <utility>

#include "mysql_error.h"
#include "server_certificate.h"

namespace sessionstore::mysql {
namespace {

void remember(MysqlSettings& settings, std::string print) {
  settings.tls_fingerprint = std::move(print);
  settings.fingerprint_remembered = true;
}

/// An authority that the user names has to vouch for the server; a fingerprint of his is all there
/// is to say.
bool can_be_accepted(const MysqlSettings& settings, const OpenOptions& options) {
  return options.known_servers && settings.socket.empty() && settings.tls == Tls::verified &&
         settings.tls_ca.empty() && settings.tls_fingerprint.empty();
}

}  // namespace

MysqlSettings recognised(const OpenOptions& options) {
  MysqlSettings settings = parse_settings(options.settings);
  if (options.patience) {
    settings.connection_timeout = std::min(settings.connection_timeout, *options.patience);
  }
  if (!can_be_accepted(settings, options)) return settings;
  if (auto print = options.known_servers->fingerprint_of(settings.server())) {
    remember(settings, std::move(*print));
  }
  return settings;
}

bool accepted_now(MysqlSettings& settings, const Error& error, const OpenOptions& options) {
  if (error.code() != ErrorCode::permission_denied || error.native_code() != kTlsFailure ||
      !can_be_accepted(settings, options)) {
    return false;
  }
  try {
    std::string print = fetch_certificate(settings, settings.connection_timeout).sha256;
    if (!options.known_servers->introduce(settings.server(), print)) return false;
    remember(settings, std::move(print));
    return true;
  } catch (const ::sql::SQLException&) {
    return false;  // it does not answer any more: the first error says what was wrong
  }
}

}  // namespace sessionstore::mysql
