// Servers that are known by their certificate.
#include "server_certificate.h"

#include <catch2/catch.hpp>

#include "opening_errors.h"
#include "relay.h"
#include "rogue_server.h"

namespace sessionstore::tests {
namespace {

std::string print_of(const Settings& settings) {
  return mysql::fetch_certificate(mysql::parse_settings(settings), std::chrono::seconds(10)).sha256;
}

}  // namespace

TEST_CASE("a server is known by its fingerprint, whoever signed its certificate") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const std::string print = print_of(database.tcp_settings());
  CHECK(print.size() == 64);
  CHECK(print == print_of(database.settings()));  // through the socket
  const TestAccount account(database, "SELECT", "REQUIRE SSL");
  Settings settings = account.settings();
  settings.erase("tls");
  settings["tlsFingerprint"] = print;
  CHECK(connect(settings).encrypted());
  SECTION("by any name") {
    settings["host"] = "127.1";
    CHECK(connect(settings).encrypted());
  }
  SECTION("an authority that is named must have signed it, too") {
    settings["tlsCa"] = database.server().facts.at("ca");
    CHECK(connect(settings).encrypted());
    settings["tlsCa"] = database.server().facts.at("other_ca");
    check(opening_error(settings), {ErrorCode::permission_denied, 2026, "certificate", "tlsCa"});
  }
}

TEST_CASE("a new account of a server that is known by its fingerprint gives its password") {
  const TestDatabase database(GENERATE(from_range(servers())));
  auto root = administrator(database.server());
  root.execute("DROP USER IF EXISTS newcomer");
  root.execute("CREATE USER newcomer IDENTIFIED BY 'pw'");
  Settings settings = database.tcp_settings();
  settings.erase("tls");
  settings["username"] = "newcomer";
  settings["password"] = "pw";
  settings["database"] = "information_schema";
  settings["tlsFingerprint"] = print_of(settings);
  CHECK(connect(settings).encrypted());
  root.execute("DROP USER newcomer");
}

TEST_CASE("a server with another certificate is told nothing") {
  const TestServer server = servers().front();
  const RogueServer rogue({.says = {switch_to("mysql_clear_password")},
                           .certificate = server.facts.at("client_cert"),
                           .key = server.facts.at("client_key")});
  Settings settings = root_over_tcp(server);
  settings.erase("tls");
  settings["tlsFingerprint"] = print_of(settings);
  settings["port"] = rogue.port();
  const Error error = opening_error(settings);
  check(error, {ErrorCode::permission_denied, 0, "is not the expected one", "administrator"});
  CHECK_THAT(error.what(), Catch::Contains(settings.at("tlsFingerprint")));
  CHECK_THAT(error.what(), Catch::Contains(print_of(settings)));
  CHECK(rogue.heard().empty());
}

TEST_CASE("who hides that a known server has TLS is told nothing") {
  const TestServer server = servers().front();
  const RelayWithoutTls relay(static_cast<std::uint16_t>(std::stoi(server.facts.at("port"))));
  Settings settings = root_over_tcp(server);
  settings.erase("tls");
  settings["tlsFingerprint"] = print_of(settings);
  settings["port"] = relay.port();
  check(opening_error(settings), {ErrorCode::permission_denied, 2026, "TLS is required", "tls"});
}

TEST_CASE("a server that cannot be asked for its certificate is like one that cannot be reached") {
  Settings settings = {{"host", "127.0.0.1"},
                       {"username", "u"},
                       {"database", "d"},
                       {"dialTimeout", "1000"},
                       {"connectionTimeout", "2"}};
  settings["tlsFingerprint"] = std::string(64, '0');
  SECTION("nobody listens") {
    settings["port"] = "1";
    CHECK(opening_error(settings).native_code() == 2002);
  }
  SECTION("it says nothing") {
    const SilentPort silent(SilentPort::Silence::says_nothing);
    settings["port"] = silent.port();
    CHECK(opening_error(settings).native_code() == 2013);
  }
}

}  // namespace sessionstore::tests
