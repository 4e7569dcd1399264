#pragma once

#include <map>
#include <string>

#include "resilience/server_database.h"

namespace sessionstore::tests {

/// The LOCATION of a new database on a server, through that port.
inline std::string location_of(const ServerDatabase& database, const std::string& port = {}) {
  const Settings& settings = database.settings();
  return "mysql://" + settings.at("username") +
         "@127.0.0.1:" + (port.empty() ? settings.at("port") : port) + "/" +
         settings.at("database") + "?tls=false";
}

/// The password, as the environment has it.
inline Settings password_of(const ServerDatabase& database) {
  return {{"OPENCODE_MYSQL_PASSWORD", database.settings().at("password")}};
}

}  // namespace sessionstore::tests
