#pragma once

#include <sessionstore/sqlite/provider.h>
#include <sessionstore/store.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sqlite_connection.h"

namespace sessionstore::sqlite {

/// Throws Error(invalid_argument) where the database holds tables but none of ours: it is somebody
/// else's, such as OpenCode's own, and is never written to.
void require_ours(SqliteConnection& connection, const std::string& file);

/// The same for a file that may be anybody's: looks without changing a byte of it. `immutable`: on
/// a medium that nobody can write.
void require_ours_untouched(const std::string& file, bool immutable);

/// Throws Error(not_found) where the file stays empty: such a file is what a full disk leaves of a
/// store. Waits a moment, for one that is being made begins like that.
void require_content(const std::filesystem::path& file);

/// SQLite's own integrity check and the foreign keys'.
std::vector<Difference> check_file(sql::Connection& connection);

/// Copies the database, as it is committed now, to `FILE.before-NNNN`, mode 0600, replacing an
/// older copy of that name. Needs no lock of the caller's; works while the caller holds the write
/// lock.
void copy_before_migration(const std::string& file, std::int64_t next_version);

}  // namespace sessionstore::sqlite
