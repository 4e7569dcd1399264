#pragma once

#include <sessionstore/endpoint.h>

#include <string>

#include "database_plan.h"

namespace sessionstore::interop {

/// Which rows of a session are wanted.
enum class RowsWanted { all, messages };

/// Passes on one session, as far as `planned` says that there is something of it, with that
/// project_id. Throws Error(not_found) where the row that is planned is gone; `location` is for
/// that message. To be called inside a transaction.
void read_database_session(sql::Connection& connection, const Tables& tables, const std::string& id,
                           const DatabaseSession& planned, const std::string& location,
                           SessionVisitor& visitor, RowsWanted wanted = RowsWanted::all);

}  // namespace sessionstore::interop
