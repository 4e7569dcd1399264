#pragma once

#include <sessionstore/sql/snapshot.h>
#include <sessionstore/stop_flag.h>

#include <chrono>
#include <filesystem>
#include <memory>

namespace sessionstore::sqlite {

/// Attaches to a database of another program, which may be writing to it, and changes not a byte of
/// it nor of what lies beside it: no checkpoint, no recovery of a -wal, no file made.
///
/// While its owner is running, this is one more reader by SQLite's own protocol, which makes nobody
/// wait. While nobody has it open, locks nobody: an owner who starts and writes meanwhile is
/// noticed at the end of read(), which then throws Error(unavailable). What stands in a -wal
/// counts, with or without its -shm. Texts are given as UTF-8, however the database keeps them.
///
/// Nothing that the database itself declares is done but what only computes: SQLite's harmless
/// functions, JSON's among them. What of its schema is not understood here (an index or a view of a
/// newer SQLite, a declaration on a damaged page) is left out: Connection::schema_problem().
///
/// Throws Error(not_found), Error(permission_denied) where the database or its -wal cannot be read,
/// Error(corrupt) where it is no SQLite database, Error(unsupported) where a rollback journal waits
/// or the path names no regular file. A statement that goes on for long throws Error(interrupted)
/// once `stop` is raised.
std::unique_ptr<sql::SnapshotReader> attach_read_only(const std::filesystem::path& file,
                                                      StopFlag stop = {});

/// Opens the same for writing, as one more of its programs: with foreign keys, in the journal mode
/// that it is in, waiting at most `patience` for a lock. Makes no file. Its triggers, indexes and
/// generated columns are kept as by its own program. Throws Error(not_found),
/// Error(permission_denied), Error(corrupt), and Error(unsupported) where one of them is not
/// understood here.
std::unique_ptr<sql::Connection> open_for_writing(const std::filesystem::path& file,
                                                  std::chrono::milliseconds patience);

/// Copies a database, as it is committed now, to a new file of mode 0600; its users are not held
/// up. The copy is whole or not there.
void copy_database(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace sessionstore::sqlite
