#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace sessionstore::sqlite {

/// What stat(2) tells of a file that changes with its content.
struct FileState {
  ino_t inode = 0;
  off_t size = 0;
  std::int64_t modified = 0;  ///< ns since 1970
  bool operator==(const FileState&) const = default;
};

/// A database's file and its -wal, as they are at one moment.
struct DatabaseFiles {
  std::optional<FileState> database;
  std::optional<FileState> wal;
  bool operator==(const DatabaseFiles&) const = default;
};

/// Waits a moment where a file has changed so lately that its next change might bear the same time.
DatabaseFiles settled_files(const std::string& database);
DatabaseFiles current_files(const std::string& database);

/// How a database that is not ours can be read without a change to its files.
enum class ReadAccess {
  shared,    ///< by SQLite's protocol, with the -shm opened for reading only
  alone,     ///< the file has everything, and nobody uses it
  with_wal,  ///< the -wal has pages of it, and there is no -shm that can be read
  journal,   ///< not in WAL mode: SQLite's older protocol, which needs no other file
};

/// Throws as attach_read_only() does.
ReadAccess read_access_to(const std::string& database);

}  // namespace sessionstore::sqlite
