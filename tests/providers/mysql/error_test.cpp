#include <cppconn/exception.h>
#include <sessionstore/sql/transient_error.h>

#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <vector>

#include "mysql_error.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Kind = sql::TransientError::Kind;

Error translated(int number, const std::string& text = "text") {
  return error_of([&] {
    std::rethrow_exception(mysql::error_from(::sql::SQLException(text, "HY000", number), "write",
                                             "db.example.com:3306"));
  });
}

std::optional<Kind> kind_of(int number, bool clustered = false) {
  try {
    std::rethrow_exception(mysql::error_from(::sql::SQLException("text", "HY000", number), "write",
                                             "server", {.clustered = clustered}));
  } catch (const sql::TransientError& error) {
    return error.kind();
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

TEST_CASE("an error names the server, what was tried, the server's words and number") {
  const Error error = translated(1142, "INSERT command denied");
  CHECK(error.what() ==
        std::string("db.example.com:3306: cannot write: INSERT command denied (1142)"));
  CHECK(error.native_code() == 1142);
}

TEST_CASE("an error from before TLS has the server's number") {
  const Error error = translated(2002,
                                 "Received error packet before completion of TLS handshake. The "
                                 "authenticity of the following error cannot be verified: 1040 - "
                                 "Too many connections");
  CHECK(error.native_code() == 1040);
  CHECK(error.hint() == translated(1040).hint());
}

TEST_CASE("a connection that is lost below TLS is a lost one, and a certificate is not") {
  const auto kind = [](const std::string& text, bool logged_in) -> std::optional<Kind> {
    try {
      std::rethrow_exception(mysql::error_from(::sql::SQLException(text, "HY000", 2026), "write",
                                               "server", {.logged_in = logged_in}));
    } catch (const sql::TransientError& error) {
      return error.kind();
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::permission_denied);
      return std::nullopt;
    }
  };
  for (const char* const text :
       {"TLS/SSL error: unexpected eof while reading", "TLS/SSL error: Broken pipe (32)",
        "TLS/SSL error: Connection reset by peer (104)",
        "TLS/SSL error: Connection timed out (110)"}) {
    CHECK(kind(text, true) == Kind::connection_lost);
    CHECK(kind(text, false) == Kind::connection_lost);
  }
  const char* const refused = "TLS/SSL error: self-signed certificate in certificate chain";
  CHECK_FALSE(kind(refused, false));
  CHECK(kind("TLS/SSL error: bad record mac", true) == Kind::connection_lost);
  CHECK(mysql::breaks_connection(2026));
}

TEST_CASE("each number is of the kind that callers branch on") {
  const std::map<ErrorCode, std::vector<int>> kinds = {
      {ErrorCode::already_exists, {1062, 1586, 1050, 1060, 1061}},
      {ErrorCode::constraint, {1048, 1264, 1366, 1406, 1452, 3819, 4025, 1153}},
      {ErrorCode::not_found, {1049, 1051, 1091}},
      {ErrorCode::corrupt, {1146}},
      {ErrorCode::permission_denied,
       {1044, 1045, 1129, 1130, 1142, 1143, 1227, 1251, 1370, 1698, 1820, 1862, 2026, 2054, 2059,
        3118, 3159, 4151}},
      {ErrorCode::unsupported, {1665}},
      {ErrorCode::invalid_argument, {1253, 1273}},
      {ErrorCode::timeout, {1969, 3024}},
      {ErrorCode::unavailable,
       {1021, 1114, 1290, 1461, 1792, 1836, 1205, 1213, 1040, 1047, 1180, 2002, 2013, 3100, 3101,
        3796, 3797, 3798, 3799}},
      // not known: the driver's own errors have the number 0
      {ErrorCode::internal, {0, 1064, 1105, 2014}}};
  for (const auto& [code, numbers] : kinds) {
    for (const int number : numbers) {
      INFO(number);
      CHECK(to_string(translated(number).code()) == to_string(code));
    }
  }
}

TEST_CASE("only what the server has undone, or never done, is repeated") {
  for (const int number : {1020, 1047, 1180, 1205, 1213, 1317, 3100, 3101,
                           3572, 3796, 3797, 3798, 3799, 8022, 8028, 9007,  //
                           1040, 1203, 1226, 2002, 2003, 2005}) {
    INFO(number);
    CHECK(kind_of(number) == Kind::rolled_back);
  }
  for (const int number :
       {1053, 1152, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 2027, 2055, 3169, 4031}) {
    INFO(number);
    CHECK(kind_of(number) == Kind::connection_lost);
    CHECK(mysql::breaks_connection(number));
  }
  for (const int number : {0, 1045, 1049, 1062, 1064, 1105, 1142, 1146, 1290, 1665, 2026}) {
    INFO(number);
    CHECK_FALSE(kind_of(number).has_value());
  }
}

TEST_CASE("a server of a cluster that takes no writes makes room for one that does") {
  for (const int number : {1290, 1792, 1836}) {
    INFO(number);
    CHECK(kind_of(number, true) == Kind::rolled_back);
    CHECK_FALSE(kind_of(number, false).has_value());
  }
}

TEST_CASE("what a person can mend has a remedy, and what is retryable says so") {
  for (const int number :
       {1021, 1040, 1044, 1045, 1047, 1049, 1180, 3100, 3797, 1114, 1129, 1130, 1142,
        1146, 1153, 1205, 1226, 1290, 1461, 1665, 1698, 1792, 1820, 1836, 1862, 1969,
        2002, 2003, 2005, 2006, 2013, 2026, 2054, 2059, 3024, 3118, 3159, 4151}) {
    INFO(number);
    CHECK_FALSE(translated(number).hint().empty());
  }
  CHECK(translated(2002).retryable());
  CHECK(translated(3024).retryable());
  CHECK_FALSE(translated(1045).retryable());
  CHECK_FALSE(translated(1665).retryable());
}

TEST_CASE("a connection to a server that takes no writes, or that an error killed, is given up") {
  for (const int number : {1047, 1153, 1290, 1792, 1836, 3100, 3796, 3797, 3798, 3799})
    CHECK(mysql::breaks_connection(number));
  for (const int number : {0, 1062, 1105, 1205, 1213})
    CHECK_FALSE(mysql::breaks_connection(number));
}

}  // namespace sessionstore::tests
