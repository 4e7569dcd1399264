#pragma once

#include <sqlite3.h>

namespace sessionstore::sqlite {

/// Lets the schema of a database that is not trusted use SQLite's JSON functions, in an index, a
/// generated column or a trigger. They only compute, and releases of SQLite after 3.40 say so of
/// them; earlier ones refuse the whole schema that names one. Where SQLite says so by itself, this
/// does nothing. Returns a result code of SQLite.
int allow_json_functions(sqlite3* database);

}  // namespace sessionstore::sqlite
