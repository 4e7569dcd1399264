#include <catch2/catch.hpp>

#include "mysql_settings.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using mysql::MysqlSettings;
using mysql::Tls;
using std::chrono::milliseconds;
using Settings = std::map<std::string, std::string>;

MysqlSettings parse(Settings settings) {
  for (const auto& [key, value] : Settings{{"host", "h"}, {"database", "d"}, {"username", "u"}}) {
    settings.emplace(key, value);
  }
  return mysql::parse_settings(settings);
}

std::string refusal(const Settings& settings) {
  const Error error = error_of([&] { parse(settings); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  return error.what();
}

}  // namespace

TEST_CASE("what is not given is as documented") {
  const MysqlSettings settings = parse({});
  CHECK(settings.port == 3306);
  CHECK(settings.tls == Tls::verified);
  CHECK(parse({{"host", "127.0.0.1"}}).tls == Tls::preferred);
  CHECK(parse({{"socket", "/run/m.sock"}}).tls == Tls::preferred);
  CHECK(settings.max_connections == 10);
  CHECK(settings.max_idle == 5);
  CHECK(settings.connection_timeout == std::chrono::seconds(30));
  CHECK_FALSE(settings.dial_timeout);
  CHECK_FALSE(settings.read_timeout);
  CHECK_FALSE(settings.write_timeout);
  CHECK(settings.collation.empty());
  CHECK(parse({{"maxConnections", "2"}}).max_idle == 2);
}

TEST_CASE("what is given is taken") {
  const MysqlSettings settings = parse({{"port", "13306"},
                                        {"password", "p"},
                                        {"tls", "true"},
                                        {"tlsCa", "ca.pem"},
                                        {"tlsCert", "cert.pem"},
                                        {"tlsKey", "key.pem"},
                                        {"charset", "utf8mb4"},
                                        {"collation", "utf8mb4_bin"},
                                        {"maxConnections", "4"},
                                        {"maxIdleConnections", "0"},
                                        {"connectionTimeout", "7"},
                                        {"dialTimeout", "1500"},
                                        {"readTimeout", "0"},
                                        {"writeTimeout", "2000"}});
  CHECK(settings.host == "h");
  CHECK(settings.port == 13306);
  CHECK(settings.user == "u");
  CHECK(settings.password == "p");
  CHECK(settings.database == "d");
  CHECK(settings.tls == Tls::verified);
  CHECK(settings.tls_ca == "ca.pem");
  CHECK(settings.tls_certificate == "cert.pem");
  CHECK(settings.tls_key == "key.pem");
  CHECK(settings.collation == "utf8mb4_bin");
  CHECK(settings.max_connections == 4);
  CHECK(settings.max_idle == 0);
  CHECK(settings.connection_timeout == std::chrono::seconds(7));
  CHECK(settings.dial_timeout == milliseconds(1500));
  CHECK(settings.read_timeout == milliseconds(0));
  CHECK(settings.write_timeout == milliseconds(2000));
  CHECK(parse({{"tls", "false"}}).tls == Tls::off);
  CHECK(parse({{"tls", "skip-verify"}}).tls == Tls::unverified);
  CHECK(parse({{"tls", "preferred"}}).tls == Tls::preferred);
}

TEST_CASE("a value that cannot be is refused with what can") {
  CHECK(refusal({{"port", "0"}}) == "mysql's setting port must be a whole number from 1 to 65535");
  for (const char* const port : {"65536", "-1", "3306x", " 3306", "1e3", "99999999999999999999"}) {
    CHECK_THAT(refusal({{"port", port}}), Catch::Contains("from 1 to 65535"));
  }
  CHECK_THAT(refusal({{"maxConnections", "0"}}), Catch::Contains("from 1 to 1000"));
  CHECK_THAT(refusal({{"connectionTimeout", "0"}}), Catch::Contains("from 1 to 3600"));
  CHECK_THAT(refusal({{"readTimeout", "-1"}}), Catch::Contains("readTimeout"));
  CHECK_THAT(refusal({{"tls", "True"}}), Catch::Contains("\"skip-verify\""));
  CHECK_THAT(refusal({{"charset", "latin1"}}), Catch::Contains("only be utf8mb4"));
  CHECK_THAT(refusal({{"collation", "utf8mb4_bin; DROP"}}), Catch::Contains("collation"));
}

TEST_CASE("a fingerprint asks for TLS with that certificate, however it is written") {
  const std::string digits(64, 'a');
  std::string printed = "AA";
  for (int i = 1; i < 32; ++i) printed += ":AA";
  for (const std::string& given : {digits, printed}) {
    CHECK(parse({{"tlsFingerprint", given}}).tls_fingerprint == digits);
    CHECK(parse({{"tlsFingerprint", given}}).tls == Tls::verified);
    CHECK(parse({{"tlsFingerprint", given}, {"tls", "true"}}).tls == Tls::verified);
    for (const char* const tls : {"preferred", "skip-verify", "false"}) {
      CHECK_THAT(refusal({{"tlsFingerprint", given}, {"tls", tls}}),
                 Catch::Contains("is given, but tls is " + std::string(tls)));
    }
  }
  // A SHA-1 one, one digit too many, none.
  for (const std::string& bad : {std::string(40, 'a'), digits + "a", std::string(64, 'g')}) {
    CHECK_THAT(refusal({{"tlsFingerprint", bad}}), Catch::Contains("64 hexadecimal digits"));
  }
}

TEST_CASE("a setting that does not exist is refused, and its value is not repeated") {
  const Error error = error_of([] { parse({{"pasword", "hidden"}}); });
  CHECK(error.what() == std::string("mysql has no setting 'pasword'"));
  CHECK_THAT(error.hint(), Catch::Contains("password"));
  CHECK_THAT(error.what() + error.hint(), !Catch::Contains("hidden"));
}

TEST_CASE("a location is for people: it has no password") {
  CHECK(parse({{"password", "hidden"}}).location() == "mysql://u@h:3306/d");
  CHECK(parse({{"host", "::1"}}).location() == "mysql://u@[::1]:3306/d");
  CHECK(parse({{"socket", "/run/m.sock"}}).location() == "u@unix(/run/m.sock)/d");
  CHECK(parse({{"socket", "/run/m.sock"}}).server() == "/run/m.sock");
  CHECK(parse({}).server() == "h:3306");
}

TEST_CASE("a socket wins over a host") {
  CHECK(parse({{"socket", "/run/m.sock"}}).host.empty());
  Settings only = {{"socket", "/s"}, {"database", "d"}, {"username", "u"}};
  CHECK(mysql::parse_settings(only).socket == "/s");
}

}  // namespace sessionstore::tests
