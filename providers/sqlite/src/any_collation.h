#pragma once

#include <sqlite3.h>

namespace sessionstore::sqlite {

/// For a database that is only read: gives an order by bytes to what its schema orders by a
/// collation of its own program, which is not here. Rows are not looked for by such an order, but
/// SQLite does not read an index without one. Returns a result code of SQLite.
int allow_any_collation(sqlite3* database);

}  // namespace sessionstore::sqlite
