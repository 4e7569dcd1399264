#pragma once

#include <string>

#include "sqlite_connection.h"

namespace sessionstore::sqlite {

/// Before another program's database is written to. Throws Error(unsupported), naming it, where
/// there is an index, a trigger or a table that was left out as SQLite did not understand it: a row
/// would be written without it. What only shows rows, such as a view, may be left out.
void require_whole_schema(SqliteConnection& connection, const std::string& file);

}  // namespace sessionstore::sqlite
