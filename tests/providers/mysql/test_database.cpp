#include "test_database.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace sessionstore::tests {
namespace {

int next_number() {
  static std::atomic<int> number = 0;
  return ++number;
}

void administer(const TestServer& server, const std::string& sql) {
  administrator(server).execute(sql);
}

}  // namespace

std::vector<TestServer> servers() {
  std::vector<TestServer> found = {find_server("mariadb").value()};
  // script/servers has said loudly why there is none.
  if (const auto mysql = find_server("mysql")) found.push_back(*mysql);
  return found;
}

mysql::MysqlConnection administrator(const TestServer& server) {
  Settings settings = server.root_settings();
  settings["database"] = "mysql";
  return connect(settings);
}

Settings root_over_tcp(const TestServer& server) {
  return {{"host", "127.0.0.1"},
          {"port", server.facts.at("port")},
          {"username", server.facts.at("root_user")},
          {"database", "mysql"},
          {"tls", "false"}};
}

mysql::MysqlConnection connect(const Settings& settings) {
  return {mysql::parse_settings(settings), std::chrono::seconds(10)};
}

std::unique_ptr<SessionStore> open_mysql(const Settings& settings, bool migrate) {
  OpenOptions options;
  options.settings = settings;
  options.migrate = migrate;
  return mysql::make_provider()->open(options);
}

std::vector<std::string> rows_of(sql::Connection& connection, std::string_view sql, int columns) {
  std::vector<std::string> rows;
  connection.query(sql, {}, [&](const sql::Row& row) {
    rows.emplace_back(row.bytes(0));
    for (int column = 1; column < columns; ++column) {
      rows.back() += fmt::format("|{}", row.bytes(column));
    }
  });
  return rows;
}

TestDatabase::TestDatabase(TestServer server)
    : server_(std::move(server)), name_(fmt::format("mysql_test_{}", next_number())) {
  administer(server_, "DROP DATABASE IF EXISTS " + name_);
  administer(server_, "CREATE DATABASE " + name_);
}

TestDatabase::~TestDatabase() { administer(server_, "DROP DATABASE " + name_); }

Settings TestDatabase::settings() const {
  Settings settings = server_.root_settings();
  settings["database"] = name_;
  return settings;
}

Settings TestDatabase::tcp_settings() const {
  Settings settings = root_over_tcp(server_);
  settings["database"] = name_;
  return settings;
}

TestAccount::TestAccount(const TestDatabase& database, const std::string& privileges,
                         const std::string& requirement)
    : server_(database.server()), settings_(database.tcp_settings()) {
  const std::string user = fmt::format("user_{}", next_number());
  settings_["username"] = user;
  settings_["password"] = kPassword;
  administer(server_, fmt::format("DROP USER IF EXISTS {}", user));
  auto root = administrator(server_);
  std::string password;  // as SQL wants it
  for (const char c : std::string_view(kPassword)) {
    if (c == '\'' || c == '\\') password += '\\';
    password += c;
  }
  root.execute(fmt::format("CREATE USER {} IDENTIFIED BY '{}' {}", user, password, requirement));
  if (!privileges.empty()) {
    root.execute(fmt::format("GRANT {} ON {}.* TO {}", privileges, database.name(), user));
  }
  if (!mysql::is_mariadb(server_.facts.at("version"))) introduce();
}

// From here on MySQL knows the account: it need not be told the password again, which would take a
// server that is verified.
void TestAccount::introduce() const {
  Settings first = server_.root_settings();
  first["username"] = settings_.at("username");
  first["password"] = kPassword;
  first["database"] = "information_schema";
  first["tls"] = "skip-verify";
  first["tlsCert"] = server_.facts.at("client_cert");
  first["tlsKey"] = server_.facts.at("client_key");
  try {
    connect(first);
  } catch (const Error&) {  // it may be locked, or expired
    return;
  }
  auto root = administrator(server_);
  const std::string sql =
      fmt::format("SELECT COUNT(*) FROM information_schema.processlist WHERE user = '{}'",
                  settings_.at("username"));
  while (rows_of(root, sql).at(0) != "0") std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

TestAccount::~TestAccount() { administer(server_, "DROP USER " + settings_.at("username")); }

Settings TestAccount::settings() const { return settings_; }

GlobalSetting::GlobalSetting(const TestServer& server, std::string name, const std::string& value)
    : server_(server), name_(std::move(name)) {
  auto root = administrator(server_);
  before_ = rows_of(root, fmt::format("SELECT @@GLOBAL.{}", name_)).at(0);
  collation_ = rows_of(root, "SELECT @@GLOBAL.collation_server").at(0);
  root.execute(fmt::format("SET GLOBAL {} = {}", name_, value));
}

GlobalSetting::~GlobalSetting() {
  const bool number = before_.find_first_not_of("0123456789") == std::string::npos;
  const std::string value = number && !before_.empty() ? before_ : "'" + before_ + "'";
  administer(server_, fmt::format("SET GLOBAL {} = {}", name_, value));
  if (name_ == "character_set_server") {
    administer(server_, fmt::format("SET GLOBAL collation_server = '{}'", collation_));
  }
}

}  // namespace sessionstore::tests
