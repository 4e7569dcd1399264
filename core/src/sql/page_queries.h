#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

namespace sessionstore::sql {

/// One page of a list, from inside a transaction where `query.children` is false.
SessionPage select_page(Connection& connection, const SessionQuery& query);

}  // namespace sessionstore::sql
