#pragma once

#include <sessionstore/sql/connection.h>

#include <string>

#include "opencode_db/table.h"

namespace sessionstore::interop {

/// Deletes a session with all that belongs to it, its events too, as OpenCode's own delete does;
/// but not its children. With foreign keys on, inside the caller's transaction.
void delete_session(sql::Connection& connection, const Tables& tables, const std::string& id);

}  // namespace sessionstore::interop
