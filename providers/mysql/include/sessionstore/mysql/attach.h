#pragma once

#include <sessionstore/provider.h>
#include <sessionstore/sql/snapshot.h>

#include <memory>
#include <string>

namespace sessionstore::mysql {

/// Another program's database on a server.
struct AttachedDatabase {
  std::unique_ptr<sql::SnapshotReader> reader;
  std::string location;  ///< `mysql://user@host:port/database`, for people
};

/// Attaches to a database of another program to read it: makes no table there, and reads in
/// transactions that the server itself holds to reading. `options` are those of a store, of which
/// the settings and the servers that are known count. The server is called at the first read(), and
/// again after a connection was lost.
AttachedDatabase attach_read_only(const OpenOptions& options);

}  // namespace sessionstore::mysql
