#pragma once

#include <cppconn/connection.h>

namespace sessionstore::mysql {

/// Sets a connection to a node of Galera, or to a member of Group Replication, up so that it sees
/// what was acknowledged before: on another node of Galera, on a primary that has just taken over,
/// and, by a wait at each transaction, on a secondary and in multi-primary mode. A stronger setting
/// of the server's stays. Returns whether the server is one. Throws ::sql::SQLException.
bool set_up_galera(::sql::Connection& connection);
bool set_up_group(::sql::Connection& connection);

}  // namespace sessionstore::mysql
