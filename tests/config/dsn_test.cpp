#include <sessionstore/config/dsn.h>

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;

namespace {

using Settings = std::map<std::string, std::string>;

std::string message_of(const std::string& dsn) {
  const auto error = error_of([&] { return parse_dsn(dsn); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  return error.what();
}

}  // namespace

TEST_CASE("DSNs are taken apart as the Go driver does it") {
  const auto [dsn, expected] = GENERATE(table<std::string, Settings>({
      {"alice:pw@tcp(db:3307)/team",
       {{"host", "db"},
        {"port", "3307"},
        {"username", "alice"},
        {"password", "pw"},
        {"database", "team"}}},
      {"alice:pw@tcp(db)/team",
       {{"host", "db"},
        {"port", "3306"},
        {"username", "alice"},
        {"password", "pw"},
        {"database", "team"}}},
      {"alice:p@ss:w/o@rd@tcp(db)/team",
       {{"host", "db"},
        {"port", "3306"},
        {"username", "alice"},
        {"password", "p@ss:w/o@rd"},
        {"database", "team"}}},
      {"alice@tcp([de:ad:be:ef::ca:fe]:80)/t",
       {{"host", "de:ad:be:ef::ca:fe"}, {"port", "80"}, {"username", "alice"}, {"database", "t"}}},
      {"alice@tcp([::1])/t",
       {{"host", "::1"}, {"port", "3306"}, {"username", "alice"}, {"database", "t"}}},
      {"alice:@unix(/run/my sql.sock)/t",
       {{"socket", "/run/my sql.sock"},
        {"username", "alice"},
        {"password", ""},
        {"database", "t"}}},
      {"alice@unix/t", {{"socket", "/tmp/mysql.sock"}, {"username", "alice"}, {"database", "t"}}},
      {"alice@(db:1)/t", {{"host", "db"}, {"port", "1"}, {"username", "alice"}, {"database", "t"}}},
      {"alice@/t",
       {{"host", "127.0.0.1"}, {"port", "3306"}, {"username", "alice"}, {"database", "t"}}},
      {"tcp/t", {{"host", "127.0.0.1"}, {"port", "3306"}, {"database", "t"}}},
      {"/t", {{"host", "127.0.0.1"}, {"port", "3306"}, {"database", "t"}}},
      {"/", {{"host", "127.0.0.1"}, {"port", "3306"}}},
      {"/a%2Fb", {{"host", "127.0.0.1"}, {"port", "3306"}, {"database", "a/b"}}},
      {"u:a%41@tcp(h)/t",
       {{"host", "h"},
        {"port", "3306"},
        {"username", "u"},
        {"password", "a%41"},
        {"database", "t"}}},
      {"mysql://alice:p%40s%2Fs@db:3307/te%20am",
       {{"host", "db"},
        {"port", "3307"},
        {"username", "alice"},
        {"password", "p@s/s"},
        {"database", "te am"}}},
      {"MySQL://alice@[::1]/t",
       {{"host", "::1"}, {"port", "3306"}, {"username", "alice"}, {"database", "t"}}},
      {"mysql://alice:a@b@db/t",
       {{"host", "db"},
        {"port", "3306"},
        {"username", "alice"},
        {"password", "a@b"},
        {"database", "t"}}},
      {"mysql://db?tls=true", {{"host", "db"}, {"port", "3306"}, {"tls", "true"}}},
  }));
  CAPTURE(dsn);
  CHECK(mysql_settings(parse_dsn(dsn)) == expected);
}

TEST_CASE("a DSN that is none says why") {
  const auto [dsn, expected] = GENERATE(table<std::string, std::string>({
      {"", "is empty"},
      {"alice:pw@tcp(db)", "has no / before the database name"},
      {"alice:pw@tcp(db/t", "has a ( without its )"},
      {"alice:pw@tcp(db)x/t", "has a ( without its )"},
      {"alice:pw@db/t", "must say tcp(host:port) or unix(/path)"},
      {"alice:pw@tcp(db:0)/t", "has a port"},
      {"alice:pw@tcp(db:65536)/t", "has a port"},
      {"alice:pw@tcp(db:)/t", "has a port"},
      {"alice:pw@tcp(::1)/t", "has an IPv6 address without brackets"},
      {"alice:pw@tcp([::1)/t", "has a [ without its ]"},
      {"alice:pw@tcp([db])/t", "has something else than an IPv6 address"},
      {"alice:pw@tcp(d b)/t", "has a host with characters that no host name has"},
      {"alice:pw@unix(sock)/t", "has a unix socket that is not an absolute path"},
      {"alice:pw@tcp(db)/%zz", "has a % in its database name"},
      {"alice:pw@tcp(db)/%4", "has a % in its database name"},
      {"alice:pw@tcp(db)/a%00", "has a NUL in its database name"},
      {"alice:pw@tcp(db)/t\n", "has a line break"},
      {"mysql://alice:pw@db/t/u", "has more than one / in its path"},
      {"mysql://alice:pw@/t", "names no host"},
      {"mysql://alice:pw@tcp(db)/t", "mixes both grammars"},
      {"mysql://alice:p/w@db/t", "has an @ behind its first / ? or #"},
      {"mysql://alice:p%w@db/t", "has a % in its password"},
      {"mysql://alice@db/t#x", "has a #"},
  }));
  CAPTURE(dsn);
  CHECK(contains(message_of(dsn), "the DSN " + expected));
}

TEST_CASE("an error never quotes what may be the password") {
  for (const std::string dsn :
       {"u:hunter2", "u:hunter2/db", "u:p@hunter2/db", "u:a/hunter2?hunter2=1@tcp(h)",
        "u:hunter2@h/db", "u:x/y?hunter2=d", "/b?hunter2=x@tcp(h)", "mysql://u:p#hunter2@h/d",
        "mysql://u:p/x?hunter2=1@h/d", "mysql://u:hunter2", "mysql://u:hunter2%@h/d",
        "mysql://hunter2:1:2@a:b:hunter2/d", "u:p@tcp(hunter2:x)/d", "u:p@tcp(h)/%hunter2"}) {
    CAPTURE(dsn);
    CHECK_FALSE(contains(message_of(dsn), "hunter2"));
    CHECK(mask_dsn(dsn) == "***");
  }
}

TEST_CASE("a masked DSN keeps all but the password") {
  const auto [dsn, expected] = GENERATE(table<std::string, std::string>({
      {"alice:pw@tcp(db:3307)/t?tls=true", "alice:***@tcp(db:3307)/t?tls=true"},
      {"alice:p@ss:w/o@rd@tcp(db)/t", "alice:***@tcp(db)/t"},
      {"alice:@tcp(db)/t", "alice:***@tcp(db)/t"},
      {"alice@tcp(db)/t", "alice@tcp(db)/t"},
      {":pw@/t", ":***@/t"},
      {"tcp(db:3306)/t", "tcp(db:3306)/t"},
      {"mysql://alice:p%40w@db:3306/t?tls=true", "mysql://alice:***@db:3306/t?tls=true"},
      {"mysql://alice@db:3306", "mysql://alice@db:3306"},
      {"mysql://alice:pw@db", "mysql://alice:***@db"},
      {"alice:pw@tcp(db", "***"},
      {"", "***"},
  }));
  CHECK(mask_dsn(dsn) == expected);
}
