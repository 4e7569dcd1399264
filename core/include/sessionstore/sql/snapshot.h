#pragma once

#include <sessionstore/sql/connection.h>

#include <functional>

namespace sessionstore::sql {

/// Another program's database, to be read and never changed. One thread at a time.
class SnapshotReader {
 public:
  virtual ~SnapshotReader() = default;
  /// Calls `read` with a connection on which all that it reads is one state of the database. Throws
  /// what `read` throws, and Error(unavailable) where no such state could be kept until its end:
  /// what was read is then worth nothing; call it again.
  virtual void read(const std::function<void(Connection&)>& read) = 0;
};

}  // namespace sessionstore::sql
