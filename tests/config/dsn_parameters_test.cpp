#include <sessionstore/config/dsn.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;

namespace {

MysqlAddress parse(const std::string& parameters) {
  return parse_dsn("u:pw@tcp(h)/d?" + parameters);
}

sessionstore::Error refused(const std::string& parameters) {
  return error_of([&] { return parse(parameters); });
}

}  // namespace

TEST_CASE("parameters that are honoured") {
  const auto address = parse(
      "timeout=5s&readTimeout=1m30s&writeTimeout=0&tls=skip-verify&charset=utf8mb4,utf8&collation="
      "utf8mb4_bin");
  const auto settings = mysql_settings(address);
  CHECK(settings.at("dialTimeout") == "5000");
  CHECK(settings.at("readTimeout") == "90000");
  CHECK(settings.at("writeTimeout") == "0");
  CHECK(settings.at("tls") == "skip-verify");
  CHECK(settings.at("charset") == "utf8mb4");
  CHECK(settings.at("collation") == "utf8mb4_bin");
  CHECK(parse("tls=1").tls == "true");
  CHECK(parse("tls=False").tls == "false");
  CHECK(parse("tls=preferred").tls == "preferred");
  CHECK(parse("TLS=preferred").tls == "preferred");
  CHECK(parse("tls=true&tls=false").tls == "false");
  CHECK_FALSE(parse("").timeout.has_value());
  const std::string print(64, 'a');
  CHECK(mysql_settings(parse("tlsFingerprint=" + print)).at("tlsFingerprint") == print);
}

TEST_CASE("a fingerprint may have colons, where openssl prints them") {
  using sessionstore::config::parse_fingerprint;
  std::string pairs = "Ab";
  for (int i = 1; i < 32; ++i) pairs += ":aB";
  CHECK(parse_fingerprint(pairs)->substr(0, 6) == "ababab");
  CHECK(parse_fingerprint(pairs)->size() == 64);
  for (const std::string& bad :
       {std::string(), std::string(40, 'a'), std::string(63, 'a'), std::string(65, 'a'),
        std::string(63, 'a') + "g", ":" + std::string(64, 'a'), pairs + ":",
        "a:" + std::string(63, 'a'), "aa::" + std::string(62, 'a')}) {
    CHECK_FALSE(parse_fingerprint(bad));
  }
}

TEST_CASE("only the way to a server of this machine may go without TLS unasked") {
  using sessionstore::config::default_tls;
  for (const char* const host : {"", "localhost", "127.0.0.1", "127.1", "::1"}) {
    CHECK(default_tls(host) == "preferred");
  }
  for (const char* const host :
       {"db", "10.0.0.1", "127.evil.example", "localhost.evil.example", "1127.0.0.1", "::2"}) {
    CHECK(default_tls(host) == "true");
  }
}

TEST_CASE("the Go driver's harmless parameters are accepted") {
  for (const char* parameters : {"parseTime=true",
                                 "parseTime=false",
                                 "loc=Local",
                                 "loc=Europe%2FBerlin",
                                 "interpolateParams=true",
                                 "multiStatements=false",
                                 "multiStatements=true",
                                 "PARSETIME=true",
                                 "clientfoundrows=true",
                                 "clientFoundRows=true",
                                 "columnsWithAlias=true",
                                 "rejectReadOnly=true",
                                 "checkConnLiveness=false",
                                 "maxAllowedPacket=0",
                                 "allowNativePasswords=true",
                                 "allowCleartextPasswords=false",
                                 "allowOldPasswords=0",
                                 "allowAllFiles=false",
                                 "allowFallbackToPlaintext=false",
                                 "compress=false",
                                 "parseTime=true&&loc=UTC&"}) {
    CAPTURE(parameters);
    CHECK(parse(parameters).host == "h");
  }
}

TEST_CASE("a parameter that cannot be honoured is refused by name") {
  const auto [parameters, expected] = GENERATE(table<std::string, std::string>({
      {"compress=true", "compress=true, which cannot be honoured"},
      {"COMPRESS=true", "compress=true, which cannot be honoured"},
      {"tls=aurora", "a Go program has given its own TLS settings"},
      {"allowCleartextPasswords=1", "allowCleartextPasswords=true, which cannot be honoured"},
      {"allowNativePasswords=false", "allowNativePasswords=false, which cannot be honoured"},
      {"clientFoundRows=false", "clientFoundRows=false, which cannot be honoured"},
      {"serverPubKey=x", "the parameter serverPubKey, which cannot be honoured"},
      {"sql_mode=%27%27", "the parameter sql_mode, which cannot be honoured"},
      {"password=x", "the parameter password, which cannot be honoured"},
      {"tls", "the parameter tls, which cannot be honoured"},
      {"=x", "has a parameter without a name"},
      {"a%20b=x", "has a parameter without a name"},
      {"tlsFingerprint=ab", "needs tlsFingerprint to be 64 hexadecimal digits"},
      {"tls=custom", "needs tls to be true, false, skip-verify or preferred"},
      {"parseTime=maybe", "needs parseTime to be true or false"},
      {"timeout=5", "needs timeout to be a duration"},
      {"readTimeout=-1s", "needs readTimeout to be a duration"},
      {"charset=", "needs charset to be a plain name"},
      {"collation=a;b", "needs collation to be a plain name"},
      {"loc=%", "has a % in its parameters"},
  }));
  CAPTURE(parameters);
  CHECK(contains(refused(parameters).what(), expected));
}

TEST_CASE("the hint has the nearest parameter") {
  CHECK(contains(refused("timeouts=5s").hint(), "did you mean 'timeout'?"));
}
