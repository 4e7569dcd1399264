// What a server is told of the password, by the way that leads to it.
#include <catch2/catch.hpp>

#include "login_guard.h"
#include "opening_errors.h"
#include "rogue_server.h"
#include "server_certificate.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using namespace std::string_literals;

constexpr const char* kSecret = "s3cret-PW";

Settings rogue_settings(const RogueServer& rogue, const std::string& tls) {
  return {{"host", "127.0.0.1"},     {"port", rogue.port()},   {"username", "alice"},
          {"password", kSecret},     {"database", "opencode"}, {"tls", tls},
          {"connectionTimeout", "5"}};
}

RogueServer::Script with_certificate(RogueServer::Script script) {
  const TestServer server = servers().front();
  script.certificate = server.facts.at("client_cert");
  script.key = server.facts.at("client_key");
  return script;
}

/// What the client ends with. Fails the test where the server was told what it should not be.
Error refused(const RogueServer::Script& script, const std::string& tls) {
  const RogueServer rogue(script);
  const Error error = opening_error(rogue_settings(rogue, tls));
  const auto heard = rogue.heard();
  // The name and one hash at most: an encrypted password would be one more.
  CHECK(heard.size() <= 2);
  for (const std::string& packet : heard) CHECK(packet.find(kSecret) == std::string::npos);
  return error;
}

}  // namespace

TEST_CASE("a method that gives the password away is refused, whatever the encryption") {
  const auto method = GENERATE(
      values<std::string>({"mysql_clear_password", "dialog", "mysql_old_password",
                           "sha256_password", "auth_gssapi", "authentication_ldap_sasl_client"}));
  CAPTURE(method);
  const RogueServer::Script by_switch = {.says = {switch_to(method), "\x01\x04"s}};
  const RogueServer::Script at_once = {.greets_with = method, .says = {"\x01\x04"s}};
  const Refusal refusal = {ErrorCode::permission_denied, 5010, "could give the password away",
                           "mysql_clear_password, dialog and mysql_old_password"};
  for (const auto& script : {by_switch, at_once}) {
    check(refused(script, "preferred"), refusal);
    check(refused(script, "false"), refusal);
    check(refused(with_certificate(script), "preferred"), refusal);
    check(refused(with_certificate(script), "skip-verify"), refusal);
  }
}

TEST_CASE("the packet of servers before 4.1 that asks for an old password is refused") {
  check(refused({.says = {"\xfe"s}}, "false"),
        {ErrorCode::permission_denied, 5010, "could give the password away", ""});
}

TEST_CASE("a server that nobody has verified gets one answer, and never the password") {
  const RogueServer::Script full = {.says = {switch_to("caching_sha2_password"), "\x01\x04"s}};
  // A key of its own, and the words of success that are none.
  const RogueServer::Script key = {
      .says = {switch_to("caching_sha2_password"), "\x01-----BEGIN PUBLIC KEY-----"s}};
  const RogueServer::Script at_once = {.greets_with = "caching_sha2_password",
                                       .says = {"\x01\x04"s}};
  const Refusal refusal = {ErrorCode::permission_denied, 0, "asks for the password itself",
                           "tlsFingerprint"};
  for (const auto& script : {full, key, at_once}) {
    check(refused(script, "false"), refusal);
    check(refused(script, "preferred"), refusal);
    check(refused(with_certificate(script), "preferred"), refusal);
    check(refused(with_certificate(script), "skip-verify"), refusal);
  }
}

TEST_CASE("a server that cannot be verified is told by its fingerprint") {
  const RogueServer rogue(
      with_certificate({.says = {switch_to("caching_sha2_password"), "\x01\x04"s}}));
  const std::string print =
      mysql::fetch_certificate(mysql::parse_settings(rogue_settings(rogue, "true")),
                               std::chrono::seconds(5))
          .sha256;
  for (const char* const tls : {"preferred", "skip-verify", "true"}) {
    CHECK_THAT(opening_error(rogue_settings(rogue, tls)).hint(),
               Catch::Contains(print + ", set tlsFingerprint"));
  }
}

TEST_CASE("a server that is not the right one is told nothing at all") {
  const RogueServer::Script script = {.says = {switch_to("mysql_clear_password")}};
  const RogueServer rogue(with_certificate(script));
  Settings settings = rogue_settings(rogue, "true");
  settings["tlsCa"] = servers().front().facts.at("other_ca");
  check(opening_error(settings), {ErrorCode::permission_denied, 2026, "certificate", "tlsCa"});
  CHECK(rogue.heard().empty());
  const RogueServer without_tls(script);
  for (const char* const tls : {"true", "skip-verify"}) {
    check(opening_error(rogue_settings(without_tls, tls)),
          {ErrorCode::unsupported, 0, "not encrypted", "the server must have TLS"});
  }
  CHECK(without_tls.heard().empty());
}

TEST_CASE("an account of each method logs in where its password is safe") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const bool mariadb = mysql::is_mariadb(database.server().facts.at("version"));
  auto root = administrator(database.server());
  const auto method = GENERATE(
      values<std::string>({"mysql_native_password", "caching_sha2_password", "sha256_password"}));
  if (mariadb != (method == "mysql_native_password")) return;  // the other has no such method
  CAPTURE(method);
  root.execute("DROP USER IF EXISTS by_method");
  root.execute("CREATE USER by_method IDENTIFIED " +
               (mariadb ? "VIA "s + method + " USING PASSWORD('" + kSecret + "')"
                        : "WITH "s + method + " BY '" + kSecret + "'"));
  const auto logs_in = [&](Settings settings, const std::string& tls) {
    settings["username"] = "by_method";
    settings["password"] = kSecret;
    settings["database"] = "information_schema";
    settings["tls"] = tls;
    if (tls == "true") settings["tlsCa"] = database.server().facts.at("ca");
    connect(settings).query("SELECT 1", {}, [](const sql::Row& /*one*/) {});
  };
  if (!mariadb) {
    // Nobody has logged in yet: the server does not know what to compare a hash with.
    const bool by_hash = method == "caching_sha2_password";
    for (const char* const tls : {"false", "preferred", "skip-verify"}) {
      check(error_of([&] { logs_in(database.tcp_settings(), tls); }),
            {ErrorCode::permission_denied, by_hash ? 0 : 5010, "password", ""});
    }
  }
  SECTION("verified") { logs_in(database.tcp_settings(), "true"); }
  SECTION("through the socket") { logs_in(database.settings(), "preferred"); }
  if (method != "sha256_password") {
    for (const char* const tls : {"false", "preferred", "skip-verify"}) {
      logs_in(database.tcp_settings(), tls);
    }
  }
  root.execute("DROP USER by_method");
}

TEST_CASE("what logs in without a guard does so as ever") {
  const mysql::ClientLibrary& library = mysql::ClientLibrary::get();
  const mysql::LoginGuard guard({.needs_tls = false, .trusted = false});
  CHECK(guard.methods() == "mysql_native_password,client_ed25519,caching_sha2_password");
  CHECK_FALSE(guard.encrypted());
  CHECK_FALSE(guard.withheld());
  st_mysql* const connection = library.init(nullptr);
  const mysql::LoginPlugin* const plugin =
      library.find_plugin(connection, "caching_sha2_password", 2);
  REQUIRE(plugin != nullptr);
  // Found a second time, its watch does not stand behind itself.
  const auto watch = plugin->log_in;
  { const mysql::LoginGuard again({.needs_tls = false, .trusted = true}); }
  CHECK(plugin->log_in == watch);
  library.close(connection);
}

}  // namespace sessionstore::tests
