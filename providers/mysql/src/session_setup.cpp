#include "session_setup.h"

#include <cppconn/resultset.h>
#include <cppconn/statement.h>
#include <fmt/format.h>
#include <sessionstore/error.h>

#include <charconv>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "cluster_session.h"

namespace sessionstore::mysql {
namespace {

// Shorter than the server's 50 s: a writer that waits this long for another one tries again.
constexpr int kLockWaitSeconds = 10;

void run(::sql::Connection& connection, const std::string& sql) {
  const std::unique_ptr<::sql::Statement> statement(connection.createStatement());
  statement->execute(sql);
}

/// The columns of the only row of a query; empty where there is none.
std::vector<std::string> select_row(::sql::Connection& connection, const std::string& sql,
                                    unsigned columns) {
  const std::unique_ptr<::sql::Statement> statement(connection.createStatement());
  const std::unique_ptr<::sql::ResultSet> result(statement->executeQuery(sql));
  std::vector<std::string> row;
  if (!result->next()) return row;
  for (unsigned column = 1; column <= columns; ++column) {
    row.push_back(result->getString(column).asStdString());
  }
  return row;
}

std::pair<int, int> major_and_minor(std::string_view version) {
  int major = 0;
  int minor = 0;
  const char* const end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, major);
  if (first.ptr != end && *first.ptr == '.') std::from_chars(first.ptr + 1, end, minor);
  return {major, minor};
}

void require(std::string_view what, std::string_view expected, const std::string& found,
             std::string_view server) {
  if (found == expected) return;
  throw Error(ErrorCode::unsupported,
              fmt::format("{}: {} is '{}' though '{}' was set", server, what, found, expected),
              "a proxy between here and the server may change sessions: connect directly");
}

}  // namespace

bool is_mariadb(std::string_view version) {
  return version.find("MariaDB") != std::string_view::npos;
}

void require_supported(std::string_view version, std::string_view server) {
  const bool mariadb = is_mariadb(version);
  const auto least = mariadb ? std::pair(10, 6) : std::pair(8, 0);
  if (major_and_minor(version) >= least) return;
  throw Error(ErrorCode::unsupported, fmt::format("{}: the server is too old: {}", server, version),
              "MySQL 8.0 and MariaDB 10.6 are the oldest that can be used");
}

Server set_up_session(::sql::Connection& connection, const MysqlSettings& settings) {
  const std::string name = settings.server();
  const auto about = select_row(connection, "SELECT VERSION(), @@max_allowed_packet", 2);
  require_supported(about.at(0), name);
  Server server{.is_mariadb = is_mariadb(about[0]), .max_allowed_packet = std::stoll(about[1])};

  const std::string mode = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION";
  const std::string collation =
      settings.collation.empty() ? std::string() : " COLLATE " + settings.collation;
  // A server may be told to begin a transaction after each commit, to cut results off, and to set
  // connections to another character set.
  run(connection,
      fmt::format("SET SESSION sql_mode = '{}', innodb_lock_wait_timeout = {}, "
                  "completion_type = 'NO_CHAIN', sql_select_limit = {}, "
                  "NAMES utf8mb4{}",
                  mode, kLockWaitSeconds, std::numeric_limits<std::uint64_t>::max(), collation));
  run(connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  const std::string_view isolation = server.is_mariadb ? "tx_isolation" : "transaction_isolation";
  const auto found = select_row(
      connection,
      fmt::format("SELECT @@SESSION.sql_mode, @@SESSION.{}, @@SESSION.character_set_client, "
                  "@@SESSION.character_set_results, @@SESSION.completion_type",
                  isolation),
      5);
  require("sql_mode", mode, found.at(0), name);
  require("the isolation level", "READ-COMMITTED", found[1], name);
  require("character_set_client", "utf8mb4", found[2], name);
  require("character_set_results", "utf8mb4", found[3], name);
  require("completion_type", "NO_CHAIN", found[4], name);

  server.clustered = server.is_mariadb ? set_up_galera(connection) : set_up_group(connection);
  return server;
}

}  // namespace sessionstore::mysql
