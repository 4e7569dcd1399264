#pragma once

#include <cppconn/connection.h>

#include <chrono>
#include <memory>

#include "mysql_settings.h"

namespace sessionstore::mysql {

struct Dialled {
  std::unique_ptr<::sql::Connection> connection;
  bool encrypted = false;  ///< as seen from here, whatever the server says
};

/// Connects and logs in within `budget` (whole seconds, at least one), encrypted as the settings
/// say: with Tls::verified and Tls::unverified there is a TLS connection or an Error. The password
/// itself is sent through a socket or to a verified server only, and by no method that is not known
/// to keep it; a server that asks for more is Error(permission_denied). Thread-safe.
Dialled dial(const MysqlSettings& settings, std::chrono::milliseconds budget);

}  // namespace sessionstore::mysql
