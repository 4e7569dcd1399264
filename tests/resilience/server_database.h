#pragma once

#include <sessionstore/store.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "mysql_connection.h"
#include "support/process.h"
#include "support/test_servers.h"

namespace sessionstore::tests {

using Settings = std::map<std::string, std::string>;

/// How clients are to connect to it: with TLS, and its certificate verified; or without.
Settings guard_of(const TestServer& server);

/// A new database on a server, used through TCP by an account without rights over the server. One
/// thread, but for open().
class ServerDatabase {
 public:
  explicit ServerDatabase(const TestServer& server);
  ~ServerDatabase();
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;

  [[nodiscard]] const TestServer& server() const { return server_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  /// With `changes` over its settings.
  [[nodiscard]] std::unique_ptr<SessionStore> open(const Settings& changes = {}) const;
  /// The helper program with `arguments`, its store being this one.
  [[nodiscard]] std::unique_ptr<Process> start_helper(std::vector<std::string> arguments,
                                                      const Settings& changes = {}) const;
  /// A connection of the administrator's.
  [[nodiscard]] mysql::MysqlConnection administrator() const;
  /// The number that a query gives, as the administrator.
  [[nodiscard]] std::int64_t number(std::string_view sql) const;
  void run(std::string_view sql) const;

 private:
  TestServer server_;
  Settings settings_;
};

/// A server's global variable, changed for as long as this lives.
class GlobalVariable {
 public:
  GlobalVariable(const ServerDatabase& database, std::string name, std::int64_t value);
  ~GlobalVariable();
  GlobalVariable(const GlobalVariable&) = delete;
  GlobalVariable& operator=(const GlobalVariable&) = delete;

 private:
  const ServerDatabase& database_;
  std::string name_;
  std::int64_t before_;
};

/// What must hold of a session whatever happened to its writers: `seq` without a gap, sums and
/// count as the rows say, nothing that belongs to nothing. Returns its messages.
std::vector<Turn> require_whole_session(SessionStore& store, const std::string& id);

}  // namespace sessionstore::tests
