#pragma once

#include <sessionstore/error.h>
#include <sqlite3.h>

#include <string_view>

namespace sessionstore::sqlite {

/// The one place that translates SQLite's result codes. `database` may be null; `doing` says what
/// failed, `file` where.
Error error_from(sqlite3* database, int code, std::string_view doing, std::string_view file);

/// The same of another program's database: what is wrong with it is nothing to report to us, and
/// none of our stores to move away.
Error foreign_error_from(sqlite3* database, int code, std::string_view doing,
                         std::string_view file);

}  // namespace sessionstore::sqlite
