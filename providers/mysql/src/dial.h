#pragma once

#include <cppconn/connection.h>

#include <chrono>
#include <memory>

#include "mysql_settings.h"

namespace sessionstore::mysql {

/// Connects and logs in within `budget` (whole seconds, at least one), encrypted as the settings
/// say: with Tls::verified and Tls::unverified there is a TLS connection or an Error. Thread-safe.
std::unique_ptr<::sql::Connection> dial(const MysqlSettings& settings,
                                        std::chrono::milliseconds budget);

}  // namespace sessionstore::mysql
