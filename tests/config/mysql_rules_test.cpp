#include "../../config/src/mysql_rules.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::string config(const std::string& type, const std::string& keys) {
  return R"({"sessionProvider": {"type": ")" + type + R"(", "mysql": {)" + keys + "}}}";
}

std::string message_for(const std::string& keys, const std::string& type = "mysql") {
  const Sandbox box;
  Sandbox::write(box.users_file(), config(type, keys));
  const auto error = error_of([&] { return box.load(); });
  return error.code() == ErrorCode::invalid_argument ? error.what() : "no error";
}

Configuration load(const std::string& keys) {
  const Sandbox box;
  Sandbox::write(box.users_file(), config("mysql", keys));
  return box.load();
}

constexpr const char* kComplete = R"("host": "h", "database": "d", "username": "u")";

}  // namespace

TEST_CASE("what mysql lacks is named, and only where mysql is chosen") {
  CHECK(contains(message_for(""),
                 "the provider mysql needs sessionProvider.mysql.host, "
                 "sessionProvider.mysql.database, sessionProvider.mysql.username"));
  CHECK(contains(message_for(R"("host": "h", "username": "u")"),
                 "needs sessionProvider.mysql.database"));
  CHECK(contains(message_for(R"("socket": "/s", "database": "d")"),
                 "needs sessionProvider.mysql.username"));
  CHECK(contains(message_for(R"("dsn": "u@tcp(h)/")"), "the DSN names no database"));
  CHECK(message_for("", "sqlite") == "no error");
  CHECK(message_for(kComplete) == "no error");
  CHECK(message_for(R"("socket": "/s", "database": "d", "username": "u")") == "no error");
  CHECK(message_for(R"("dsn": "tcp(h)/d")") == "no error");
}

TEST_CASE("values are checked whichever provider is chosen") {
  for (const char* type : {"mysql", "sqlite"}) {
    CHECK(contains(message_for(R"("maxIdleConnections": 11)", type),
                   "maxIdleConnections: is 11, more than maxConnections, which is 10 (default)"));
    CHECK(contains(message_for(R"("maxConnections": 2, "maxIdleConnections": 3)", type),
                   "more than maxConnections, which is 2"));
    CHECK(contains(message_for(R"("tlsCert": "c")", type), "tlsCert: needs tlsKey beside it"));
    CHECK(contains(message_for(R"("tlsKey": "k")", type), "tlsKey: needs tlsCert beside it"));
    CHECK(contains(message_for(R"("tls": false, "tlsCa": "c")", type),
                   "tlsCa: is given, but tls is false"));
    CHECK(contains(
        message_for(R"("tls": false, "tlsFingerprint": ")" + std::string(64, 'a') + '"', type),
        "tlsFingerprint: is given, but tls is false"));
    CHECK(contains(message_for(R"("tlsFingerprint": "ab")", type), "tlsFingerprint: must be 64"));
    CHECK(contains(message_for(R"("host": "h:3306")", type), "must be a host without a port"));
    CHECK(contains(message_for(R"("host": "u@h")", type), "characters that no host name has"));
    CHECK(contains(message_for(R"("host": "[::1]")", type), "characters that no host name has"));
  }
  CHECK(contains(message_for(R"("dsn": "u@tcp(h)/d?tls=false", "tlsCa": "c")"),
                 "tlsCa: is given, but tls is false"));
}

TEST_CASE("what follows from other keys") {
  const std::string complete = kComplete;
  const auto few = load(complete + R"(, "maxConnections": 2)").settings();
  CHECK(few.at("sessionProvider.mysql.maxIdleConnections").value == "2");
  const auto verified = load(complete + R"(, "tlsCa": "ca.pem")").settings();
  CHECK(verified.at("sessionProvider.mysql.tls").value == "true");
  const std::string print = R"(, "tlsFingerprint": ")" + std::string(64, 'a') + '"';
  CHECK(load(R"("host": "::1", "database": "d", "username": "u")" + print)
            .settings()
            .at("sessionProvider.mysql.tls")
            .value == "true");
  const auto beyond = load(R"("dsn": "u@tcp(db.example.com)/d")").settings();
  CHECK(beyond.at("sessionProvider.mysql.tls").value == "true");
  const auto here = load(R"("dsn": "u@unix(/run/m.sock)/d")").settings();
  CHECK(here.at("sessionProvider.mysql.tls").value == "preferred");
  const auto asked = load(complete + R"(, "tlsCa": "ca.pem", "tls": "skip-verify")").settings();
  CHECK(asked.at("sessionProvider.mysql.tls").value == "skip-verify");
  CHECK(load(R"("host": "::1", "database": "d", "username": "u")")
            .settings()
            .contains("sessionProvider.mysql.host"));
}

TEST_CASE("a DSN with a socket leaves no host and no port") {
  const auto settings =
      load(R"("dsn": "u@unix(/run/m.sock)/d", "host": "h", "port": 7)").settings();
  CHECK(settings.at("sessionProvider.mysql.socket").value == "/run/m.sock");
  CHECK_FALSE(settings.contains("sessionProvider.mysql.host"));
  CHECK_FALSE(settings.contains("sessionProvider.mysql.port"));
}
