#pragma once

#include <cppconn/connection.h>
#include <sessionstore/store.h>

#include <map>
#include <memory>
#include <string>

namespace sessionstore::bench {

/// Two databases of a server, ours for the store and one with the same tables for the bare
/// Connector; made anew, and dropped at the end.
class Databases {
 public:
  /// A DSN of an account that may make databases; the one that it names is not touched.
  explicit Databases(const std::string& dsn);
  ~Databases();
  Databases(const Databases&) = delete;
  Databases& operator=(const Databases&) = delete;

  [[nodiscard]] std::unique_ptr<SessionStore> open_ours() const { return open("bench_ours"); }
  [[nodiscard]] std::unique_ptr<SessionStore> open_raw_tables() const { return open("bench_raw"); }
  /// A connection to the raw one, by the Connector alone.
  [[nodiscard]] std::unique_ptr<::sql::Connection> connect_raw() const;

 private:
  [[nodiscard]] std::unique_ptr<SessionStore> open(const std::string& database) const;
  [[nodiscard]] std::unique_ptr<::sql::Connection> connect() const;
  void drop() const;

  std::map<std::string, std::string> settings_;
};

}  // namespace sessionstore::bench
