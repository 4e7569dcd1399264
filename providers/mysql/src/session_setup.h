#pragma once

#include <cppconn/connection.h>

#include <cstdint>
#include <string_view>

#include "mysql_settings.h"

namespace sessionstore::mysql {

/// What a server said of itself.
struct Server {
  bool is_mariadb = false;
  bool clustered = false;               ///< a node of Galera, or a member of Group Replication
  std::int64_t max_allowed_packet = 0;  ///< bytes of one statement with its values
};

/// Throws Error(unsupported) for a server older than MySQL 8.0 or MariaDB 10.6, the first ones
/// whose DDL statements are atomic. `version` is what VERSION() gives.
bool is_mariadb(std::string_view version);
void require_supported(std::string_view version, std::string_view server);

/// Sets a new connection up: strict SQL mode, READ COMMITTED, utf8mb4, no transaction but those
/// that are begun; and reads each back. On a cluster (cluster_session.h), what was acknowledged by
/// another server is seen. Throws ::sql::SQLException, and
/// Error(unsupported) where a setting did not hold.
Server set_up_session(::sql::Connection& connection, const MysqlSettings& settings);

}  // namespace sessionstore::mysql
