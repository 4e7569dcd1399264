#pragma once

#include <sessionstore/mysql/provider.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mysql_connection.h"
#include "session_setup.h"
#include "support/test_servers.h"

namespace sessionstore::tests {

using Settings = std::map<std::string, std::string>;

/// The servers that there are: each test of behaviour runs on all of them.
std::vector<TestServer> servers();

/// As root through the socket, in the server's own database.
mysql::MysqlConnection administrator(const TestServer& server);

/// As root through TCP.
Settings root_over_tcp(const TestServer& server);

mysql::MysqlConnection connect(const Settings& settings);
std::unique_ptr<SessionStore> open_mysql(const Settings& settings, bool migrate = true);

/// The rows of a query, columns joined by '|'.
std::vector<std::string> rows_of(sql::Connection& connection, std::string_view sql,
                                 int columns = 1);

/// A database of its own; dropped at the end.
class TestDatabase {
 public:
  explicit TestDatabase(TestServer server);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const TestServer& server() const { return server_; }
  /// As root through the socket.
  [[nodiscard]] Settings settings() const;
  /// As root through TCP.
  [[nodiscard]] Settings tcp_settings() const;

 private:
  TestServer server_;
  std::string name_;
};

/// An account with these privileges in one database; dropped at the end.
class TestAccount {
 public:
  /// `privileges` as in GRANT; none where empty. `requirement` such as "REQUIRE SSL".
  TestAccount(const TestDatabase& database, const std::string& privileges,
              const std::string& requirement = {});
  ~TestAccount();
  TestAccount(const TestAccount&) = delete;
  TestAccount& operator=(const TestAccount&) = delete;

  static constexpr const char* kPassword = "h1dden'\\ \"é";
  /// Through TCP.
  [[nodiscard]] Settings settings() const;

 private:
  void introduce() const;

  TestServer server_;
  Settings settings_;
};

/// A global variable with another value; what it was, at the end.
class GlobalSetting {
 public:
  GlobalSetting(const TestServer& server, std::string name, const std::string& value);
  ~GlobalSetting();
  GlobalSetting(const GlobalSetting&) = delete;
  GlobalSetting& operator=(const GlobalSetting&) = delete;

 private:
  TestServer server_;
  std::string name_;
  std::string before_;
  std::string collation_;  // another setting, which goes with character_set_server
};

}  // namespace sessionstore::tests
