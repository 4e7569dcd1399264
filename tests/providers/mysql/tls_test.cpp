// Who is spoken to, and whether somebody listens.
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>

#include "opening_errors.h"
#include "relay.h"

namespace sessionstore::tests {
namespace {

constexpr const char* kHint = "tls and tlsCa";

Settings with_tls(const TestDatabase& database, const std::string& tls,
                  const std::string& authority = {}) {
  Settings settings = with(database.tcp_settings(), "tls", tls);
  if (!authority.empty()) settings["tlsCa"] = database.server().facts.at(authority);
  return settings;
}

bool is_encrypted(const Settings& settings) {
  auto connection = connect(settings);
  return rows_of(connection, "SHOW SESSION STATUS LIKE 'Ssl_cipher'", 2).at(0) != "Ssl_cipher|";
}

}  // namespace

TEST_CASE("each kind of TLS encrypts, and only as told") {
  const TestDatabase database(GENERATE(from_range(servers())));
  CHECK(is_encrypted(with_tls(database, "true", "ca")));
  CHECK(is_encrypted(with_tls(database, "skip-verify")));
  CHECK(is_encrypted(with_tls(database, "preferred")));
  CHECK_FALSE(is_encrypted(with_tls(database, "false")));
  // Where there is nothing to listen to, the time is not spent unless asked for.
  CHECK_FALSE(is_encrypted(with(database.settings(), "tls", "preferred")));
  CHECK(is_encrypted(with(database.settings(), "tls", "skip-verify")));
}

TEST_CASE("with tls=true the authority is checked, the system's where none is given") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const Refusal refused = {ErrorCode::permission_denied, 2026, "certificate", kHint};
  check(opening_error(with_tls(database, "true", "other_ca")), refused);
  check(opening_error(with_tls(database, "true")), refused);
  // The others do not look.
  CHECK(is_encrypted(with_tls(database, "skip-verify", "other_ca")));
  CHECK(is_encrypted(with_tls(database, "preferred", "other_ca")));
}

TEST_CASE("with tls=true the server's name is checked") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const Settings settings = with_tls(database, "true", "ca");
  // The same address by two names that need nobody to look them up, one of them in the certificate.
  CHECK(is_encrypted(with(settings, "host", "127.0.1")));
  check(opening_error(with(settings, "host", "127.1")),
        {ErrorCode::permission_denied, 2026, "127.1", kHint});
  CHECK(is_encrypted(with(with_tls(database, "skip-verify"), "host", "127.1")));
}

TEST_CASE("who hides that the server has TLS is refused, but by preferred") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const std::string port = database.server().facts.at("port");
  const RelayWithoutTls relay(static_cast<std::uint16_t>(std::stoi(port)));
  const auto through = [&](const Settings& settings) {
    return with(settings, "port", relay.port());
  };
  const Refusal refused = {ErrorCode::unsupported, 0, "not encrypted", "the server must have TLS"};
  check(opening_error(through(with_tls(database, "true", "ca"))), refused);
  check(opening_error(through(with_tls(database, "skip-verify"))), refused);
  CHECK_FALSE(is_encrypted(through(with_tls(database, "preferred"))));
}

TEST_CASE("a server or an account that insists on TLS gets it, or says so") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const std::string& version = database.server().facts.at("version");
  const bool is_mariadb_10 = mysql::is_mariadb(version) && version.starts_with("10.");
  SECTION("the server") {
    const GlobalSetting insists(database.server(), "require_secure_transport", "ON");
    check(opening_error(with_tls(database, "false")),
          {ErrorCode::permission_denied, is_mariadb_10 ? 1045 : 3159, "127.0.0.1", ""});
    CHECK(is_encrypted(with_tls(database, "preferred")));
  }
  SECTION("the account") {
    const TestAccount account(database, "SELECT", "REQUIRE SSL");
    check(opening_error(with(account.settings(), "tls", "false")),
          {ErrorCode::permission_denied, 1045, "Access denied", "tls"});
    CHECK(is_encrypted(with(account.settings(), "tls", "skip-verify")));
  }
}

TEST_CASE("a client's certificate is shown to the server") {
  const TestDatabase database(GENERATE(from_range(servers())));
  const auto& facts = database.server().facts;
  const TestAccount account(database, "SELECT", "REQUIRE X509");
  Settings settings = with(account.settings(), "tls", "true");
  settings["tlsCa"] = facts.at("ca");
  check(opening_error(settings), {ErrorCode::permission_denied, 1045, "Access denied", "tlsCert"});
  settings["tlsCert"] = facts.at("client_cert");
  settings["tlsKey"] = facts.at("client_key");
  CHECK(is_encrypted(settings));
  const std::filesystem::path authority = facts.at("other_ca");
  settings["tlsKey"] = authority.parent_path() / "other-ca-key.pem";
  check(opening_error(settings), {ErrorCode::permission_denied, 2026, "TLS", "tlsKey"});
}

TEST_CASE("a file for TLS that cannot be read is named") {
  const TestDatabase database(servers().front());
  for (const char* const key : {"tlsCa", "tlsCert", "tlsKey"}) {
    Settings settings = with_tls(database, "true", "ca");
    settings["tlsCert"] = database.server().facts.at("client_cert");
    settings["tlsKey"] = database.server().facts.at("client_key");
    settings[key] = "/no/such.pem";
    check(opening_error(settings), {ErrorCode::invalid_argument, ENOENT,
                                    std::string(key) + ": cannot read /no/such.pem", ""});
  }
}

}  // namespace sessionstore::tests
