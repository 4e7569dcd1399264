#include <sessionstore/config/configuration.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::string value(const Configuration& configuration, const std::string& key) {
  const auto found = configuration.settings().find(key);
  return found == configuration.settings().end() ? "(none)" : found->second.value;
}

std::string origin(const Configuration& configuration, const std::string& key) {
  return configuration.settings().at(key).origin;
}

}  // namespace

TEST_CASE("without any configuration the defaults are in force") {
  const Sandbox box;
  const Configuration configuration = box.load();
  CHECK(configuration.provider() == "sqlite");
  CHECK(configuration.data_directory() == box.home() / ".opencode");
  CHECK(value(configuration, "sessionProvider.sqlite.path") ==
        (box.home() / ".opencode/sessionstore.db").string());
  CHECK(value(configuration, "sessionProvider.sqlite.synchronous") == "full");
  CHECK(value(configuration, "sessionProvider.mysql.port") == "3306");
  CHECK(value(configuration, "sessionProvider.mysql.maxConnections") == "10");
  CHECK(value(configuration, "sessionProvider.mysql.maxIdleConnections") == "5");
  CHECK(value(configuration, "sessionProvider.mysql.connectionTimeout") == "30");
  CHECK(value(configuration, "sessionProvider.mysql.tls") == "preferred");
  CHECK(value(configuration, "sessionProvider.author") == "(none)");
  for (const auto& [key, setting] : configuration.settings()) {
    CAPTURE(key);
    CHECK(setting.origin == "default");
    CHECK_FALSE(setting.secret);
  }
}

TEST_CASE("the working directory's file is merged over the user's, key by key") {
  Sandbox box;
  Sandbox::write(box.users_file(), R"({
    "data": {"directory": "store"},
    "sessionProvider": {"type": "mysql", "author": "a",
      "mysql": {"host": "db", "database": "d", "username": "u", "maxConnections": 20}}})");
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"mysql": {
    "database": "other",
    "maxConnections": 3}}})");
  box.trust_local_file();
  const Configuration configuration = box.load();
  CHECK(configuration.provider() == "mysql");
  CHECK(configuration.data_directory() == box.home() / "store");
  CHECK(value(configuration, "sessionProvider.mysql.host") == "db");
  CHECK(value(configuration, "sessionProvider.mysql.database") == "other");
  CHECK(value(configuration, "sessionProvider.mysql.maxConnections") == "3");
  CHECK(value(configuration, "sessionProvider.mysql.maxIdleConnections") == "3");
  CHECK(origin(configuration, "data.directory") == box.users_file().string() + ":2");
  CHECK(origin(configuration, "sessionProvider.mysql.database") ==
        box.local_file().string() + ":2");
  CHECK(value(configuration, "sessionProvider.author") == "a");
}

TEST_CASE("environment beats files, flags beat the environment, an empty variable is unset") {
  Sandbox box;
  Sandbox::write(box.users_file(), R"({"sessionProvider": {"type": "one"}})");
  CHECK(box.load().provider() == "one");
  box.variables["OPENCODE_SESSION_PROVIDER_TYPE"] = "two";
  CHECK(box.load().provider() == "two");
  CHECK(origin(box.load(), "sessionProvider.type") == "environment OPENCODE_SESSION_PROVIDER_TYPE");
  box.overrides.provider = "three";
  CHECK(box.load().provider() == "three");
  CHECK(origin(box.load(), "sessionProvider.type") == "flag --provider");
  box.overrides.provider.reset();
  box.variables["OPENCODE_SESSION_PROVIDER_TYPE"] = "";
  CHECK(box.load().provider() == "one");
}

TEST_CASE("a name that no provider can have is refused wherever it stands") {
  Sandbox box;
  box.variables["OPENCODE_SESSION_PROVIDER_TYPE"] = "MySQL";
  CHECK(contains(error_of([&] { return box.load(); }).what(),
                 "environment OPENCODE_SESSION_PROVIDER_TYPE: no provider is named so"));
  box.variables.clear();
  box.overrides.provider = "";
  CHECK(contains(error_of([&] { return box.load(); }).what(), "flag --provider: no provider"));
}

TEST_CASE("a broken file at any level is an error, never another provider") {
  Sandbox box;
  Sandbox::write(box.users_file(), R"({"sessionProvider": {"type": "acme"}})");
  Sandbox::write(box.local_file(), "{\n  \"sessionProvider\": {\"type\": \"mysql\",}\n}");
  const auto error = error_of([&] { return box.load(); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(contains(error.what(), box.local_file().string() + ":2:39: sessionProvider.type: "));
  Sandbox::write(box.local_file(), "{}");
  Sandbox::write(box.users_file(), "oops");
  CHECK(
      contains(error_of([&] { return box.load(); }).what(), box.users_file().string() + ":1:1: "));
  box.overrides.provider = "sqlite";
  CHECK(
      contains(error_of([&] { return box.load(); }).what(), box.users_file().string() + ":1:1: "));
}

TEST_CASE("a DSN in the environment beats the single fields, and shows without its password") {
  Sandbox box;
  Sandbox::write(box.users_file(), R"({"sessionProvider": {"type": "mysql", "mysql": {
    "host": "wrong", "port": 1, "database": "wrong", "username": "wrong", "password": "wrong",
    "maxConnections": 7}}})");
  box.variables["OPENCODE_MYSQL_DSN"] = "alice:hunter2@tcp(db:3307)/team?tls=true";
  const Configuration configuration = box.load();
  CHECK(value(configuration, "sessionProvider.mysql.host") == "db");
  CHECK(value(configuration, "sessionProvider.mysql.port") == "3307");
  CHECK(value(configuration, "sessionProvider.mysql.database") == "team");
  CHECK(value(configuration, "sessionProvider.mysql.username") == "alice");
  CHECK(value(configuration, "sessionProvider.mysql.password") == "hunter2");
  CHECK(value(configuration, "sessionProvider.mysql.tls") == "true");
  CHECK(value(configuration, "sessionProvider.mysql.maxConnections") == "7");
  CHECK(origin(configuration, "sessionProvider.mysql.host") == "environment OPENCODE_MYSQL_DSN");
  CHECK(configuration.settings().at("sessionProvider.mysql.dsn").shown() ==
        "alice:***@tcp(db:3307)/team?tls=true");
  CHECK(configuration.settings().at("sessionProvider.mysql.password").shown() == "***");
  for (const auto& [key, setting] : configuration.settings()) {
    CAPTURE(key);
    CHECK_FALSE(contains(setting.shown(), "hunter2"));
    CHECK_FALSE(contains(setting.origin, "hunter2"));
  }
}

TEST_CASE("a DSN of a less important place still beats single fields") {
  Sandbox box;
  Sandbox::write(box.users_file(),
                 R"({"sessionProvider": {"type": "mysql", "mysql": {"dsn": "u@tcp(db)/d"}}})");
  Sandbox::write(box.local_file(), R"({"sessionProvider": {"mysql": {"host": "other"}}})");
  box.trust_local_file();
  CHECK(value(box.load(), "sessionProvider.mysql.host") == "db");
}

TEST_CASE("a broken DSN in the environment is an error without its password") {
  Sandbox box;
  box.variables["OPENCODE_MYSQL_DSN"] = "alice:hunter2@db/team";
  const auto error = error_of([&] { return box.load(); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(contains(error.what(), "environment OPENCODE_MYSQL_DSN: the DSN must say tcp(host:port)"));
  CHECK_FALSE(contains(std::string(error.what()) + error.hint(), "hunter2"));
}

TEST_CASE("without a home the data directory must be told") {
  Sandbox box;
  auto environment = box.environment();
  environment.home.clear();
  CHECK(contains(error_of([&] { return Configuration::load(environment, {}); }).what(),
                 "there is no home directory"));
  Sandbox::write(box.local_file(), R"({"data": {"directory": "d"}})");
  box.overrides.config_file = box.local_file();
  CHECK(Configuration::load(environment, box.overrides).data_directory() == box.work() / "d");
}
