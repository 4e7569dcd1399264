#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/sql/snapshot.h>
#include <sessionstore/sql/transaction.h>

#include <chrono>
#include <filesystem>
#include <functional>

namespace sessionstore::interop {

/// As long as OpenCode itself waits for a lock.
inline constexpr std::chrono::milliseconds kPatience{5000};

/// The database of a data directory, or `place` itself. Throws Error(not_found) where there is
/// none.
std::filesystem::path database_file_of(const std::filesystem::path& place,
                                       const std::filesystem::path& named);

/// Reads through the connection that writes: SQLite would let a second one of this process, opened
/// for reading only, make the first one's shared memory read-only too.
class OwnSnapshots final : public sql::SnapshotReader {
 public:
  explicit OwnSnapshots(sql::Connection& connection) : connection_(connection) {}
  void read(const std::function<void(sql::Connection&)>& read) override {
    const sql::Transaction transaction(connection_, sql::Transaction::Kind::read);
    read(connection_);
  }

 private:
  sql::Connection& connection_;
};

}  // namespace sessionstore::interop
