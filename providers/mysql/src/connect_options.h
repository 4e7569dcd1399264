#pragma once

#include <cppconn/driver.h>

#include <chrono>

#include "mysql_settings.h"

namespace sessionstore::mysql {

/// How long connecting may take: `budget`, or the settings' own limit where that is less.
std::chrono::milliseconds dial_limit(const MysqlSettings& settings,
                                     std::chrono::milliseconds budget);

/// What MySQL Connector/C++ is told, to connect within `budget`. Without `encrypted`, nothing of
/// TLS. Throws Error(invalid_argument) for a file for TLS that cannot be read.
::sql::ConnectOptionsMap connect_options(const MysqlSettings& settings,
                                         std::chrono::milliseconds budget, bool encrypted);

}  // namespace sessionstore::mysql
