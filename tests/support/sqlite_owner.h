#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace sessionstore::tests {

/// Another process that has a SQLite database open in WAL mode, as a program that owns it does.
class SqliteOwner {
 public:
  explicit SqliteOwner(const std::filesystem::path& file);
  ~SqliteOwner() { kill(); }
  SqliteOwner(const SqliteOwner&) = delete;
  SqliteOwner& operator=(const SqliteOwner&) = delete;

  /// Runs the statements there; returns once they are done. Throws std::runtime_error if they fail.
  void run(const std::string& sql);
  /// SIGKILL: leaves the -wal and the -shm as they are.
  void kill();

 private:
  pid_t pid_;
  int to_ = -1;
  int from_ = -1;
};

}  // namespace sessionstore::tests
