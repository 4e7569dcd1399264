#pragma once

#include <map>
#include <string>

#include "context.h"

namespace sessionstore::cli {

/// Adds to the settings of a LOCATION of MySQL what it cannot say: the password from
/// OPENCODE_MYSQL_PASSWORD, where it has none, and the files for TLS from the configuration.
void add_mysql_client_settings(Context& context, std::map<std::string, std::string>& settings);

}  // namespace sessionstore::cli
