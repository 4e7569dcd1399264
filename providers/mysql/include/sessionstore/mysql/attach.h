#pragma once

#include <sessionstore/sql/snapshot.h>

#include <map>
#include <memory>
#include <string>

namespace sessionstore::mysql {

/// Another program's database on a server.
struct AttachedDatabase {
  std::unique_ptr<sql::SnapshotReader> reader;
  std::string location;  ///< `mysql://user@host:port/database`, for people
};

/// Attaches to a database of another program to read it: makes no table there, and reads in
/// transactions that the server itself holds to reading. `settings` are those of make_provider().
/// The server is called at the first read(), and again after a connection was lost.
AttachedDatabase attach_read_only(const std::map<std::string, std::string>& settings);

}  // namespace sessionstore::mysql
