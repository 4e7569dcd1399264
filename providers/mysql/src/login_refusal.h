#pragma once

#include <cppconn/exception.h>
#include <sessionstore/error.h>

#include <chrono>
#include <string>
#include <string_view>

#include "login_guard.h"
#include "mysql_settings.h"

namespace sessionstore::mysql {

/// What connecting and logging in is called in errors.
std::string what_is_done(const MysqlSettings& settings);

/// "SERVER: cannot connect to ...: WHY".
Error refusal(const MysqlSettings& settings, ErrorCode code, std::string_view why,
              std::string remedy, int number = 0);

/// Throws what was refused on this side, if that is why there was an exception: what the driver
/// says of it is little, or of another method. May ask the server for its certificate, for `limit`.
void explain(const LoginGuard& guard, const MysqlSettings& settings,
             const ::sql::SQLException& exception, std::chrono::milliseconds limit);

}  // namespace sessionstore::mysql
