#pragma once

#include <sessionstore/error.h>
#include <sessionstore/known_servers.h>
#include <sessionstore/provider.h>

#include "mysql_settings.h"

namespace sessionstore::mysql {

/// Whether connecting ended since nothing shows that the server is the right one, and whoever opens
/// the store has accepted its certificate now: `settings` then say so. Asks the server for it.
bool accepted_now(MysqlSettings& settings, const Error& error, const OpenOptions& options);

/// The provider's settings, with the certificate that was accepted for the server, where only that
/// can show that it is the right one. Throws as parse_settings() does.
MysqlSettings recognised(const OpenOptions& options);

/// What `open` gives with the settings; once more where the server's certificate is accepted
/// meanwhile.
template <typename Open>
auto open_acquainted(const OpenOptions& options, const Open& open) {
  MysqlSettings settings = recognised(options);
  try {
    return open(settings);
  } catch (const Error& error) {
    if (!accepted_now(settings, error, options)) throw;
  }
  return open(settings);
}

}  // namespace sessionstore::mysql
