#include "mysql/databases.h"

#include <cppconn/driver.h>
#include <cppconn/statement.h>
#include <sessionstore/config/dsn.h>
#include <sessionstore/providers/builtin.h>

namespace sessionstore::bench {
namespace {

void run(::sql::Connection& connection, const std::string& sql) {
  const std::unique_ptr<::sql::Statement> statement(connection.createStatement());
  statement->execute(sql);
}

}  // namespace

Databases::Databases(const std::string& dsn)
    : settings_(config::mysql_settings(config::parse_dsn(dsn))) {
  drop();
  const auto connection = connect();
  run(*connection, "CREATE DATABASE bench_ours");
  run(*connection, "CREATE DATABASE bench_raw");
}

Databases::~Databases() { drop(); }

void Databases::drop() const {
  const auto connection = connect();
  run(*connection, "DROP DATABASE IF EXISTS bench_ours");
  run(*connection, "DROP DATABASE IF EXISTS bench_raw");
}

std::unique_ptr<::sql::Connection> Databases::connect() const {
  ::sql::ConnectOptionsMap options;
  const auto text = [&](const char* option, const char* setting) {
    const auto found = settings_.find(setting);
    if (found != settings_.end()) options[option] = ::sql::SQLString(found->second);
  };
  text("hostName", "host");
  text("socket", "socket");
  text("userName", "username");
  text("password", "password");
  if (const auto port = settings_.find("port"); port != settings_.end()) {
    options["port"] = std::stoi(port->second);
  }
  return std::unique_ptr<::sql::Connection>(get_driver_instance()->connect(options));
}

std::unique_ptr<::sql::Connection> Databases::connect_raw() const {
  auto connection = connect();
  connection->setSchema("bench_raw");
  run(*connection, "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  return connection;
}

std::unique_ptr<SessionStore> Databases::open(const std::string& database) const {
  OpenOptions options;
  options.settings = settings_;
  options.settings["database"] = database;
  options.settings["tls"] = "false";
  return providers::builtin_registry().get("mysql").open(options);
}

}  // namespace sessionstore::bench
