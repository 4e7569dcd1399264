#pragma once

#include <sessionstore/sql/snapshot.h>

#include <filesystem>
#include <memory>

namespace sessionstore::sqlite {

/// Attaches to a database of another program, which may be writing to it, and changes not a byte of
/// it nor of what lies beside it: no checkpoint, no recovery of a -wal, no file made.
///
/// While its owner is running, this is one more reader by SQLite's own protocol, which makes nobody
/// wait. While nobody has it open, locks nobody: an owner who starts and writes meanwhile is
/// noticed at the end of read(), which then throws Error(unavailable). What stands in a -wal
/// counts, with or without its -shm.
///
/// Throws Error(not_found), Error(permission_denied) where the database or its -wal cannot be read,
/// Error(corrupt) where it is no SQLite database, Error(unsupported) where a rollback journal waits
/// or its texts are not UTF-8.
std::unique_ptr<sql::SnapshotReader> attach_read_only(const std::filesystem::path& file);

}  // namespace sessionstore::sqlite
