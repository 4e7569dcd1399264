#include "given_secrets.h"

#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::cli;
using namespace sessionstore::tests;

namespace {

// What stands for a password in these tests; also in the middle of one.
constexpr const char* kPassword = "s3cret";

bool tells(const std::string& text) { return text.find(kPassword) != std::string::npos; }

}  // namespace

TEST_CASE("an argument that is an address is shown without its password") {
  CHECK(without_password("mysql://alice:s3cret@host:3306/db") == "mysql://alice:***@host:3306/db");
  CHECK(without_password("postgres://u:s3cret@h/d?x=1") == "postgres://u:***@h/d?x=1");
  CHECK(without_password("u:s3cret@tcp(h:3306)/d") == "u:***@tcp(h:3306)/d");
  CHECK(without_password("u:s3cret@unix(/run/x.sock)/d") == "u:***@unix(/run/x.sock)/d");
  CHECK(without_password("u:s3cret@/d") == "u:***@/d");
  CHECK(without_password("u:s3cret@h/d") == "u:***@h/d");
  CHECK(without_password("opencode-go:u:s3cret@tcp(h)/d") == "opencode-go:u:***@tcp(h)/d");
  CHECK(without_password("sqlite:mysql://u:s3cret@h/d") == "sqlite:mysql://u:***@h/d");
  CHECK(without_password("--store2=mysql://u:s3cret@h/d") == "--store2=mysql://u:***@h/d");
  CHECK(without_password("./mysql://u:s3cret@h/d") == "./mysql://u:***@h/d");
  CHECK(without_password("https://s3cret@github.com/o/r") == "https://***@github.com/o/r");
  CHECK(without_password("mysql://h/d?password=s3cret&tls=true") ==
        "mysql://h/d?password=***&tls=true");
  CHECK(without_password("host=h PassWord=s3cret") == "host=h PassWord=***");
  CHECK(without_password("mysql://alice:s3cret") == "mysql://alice:***");
}

TEST_CASE("a password with characters that mean something is masked as a whole") {
  for (const std::string password :
       {"s3cret@x", "x@s3cret", "s3/cret/s3cret", "a b 's3cret\"", "s3cret:x", "x://s3cret",
        "//s3cret", "s3cret?#&", "a=s3cret", "tcp(s3cret", "/../s3cret//x"}) {
    CAPTURE(password);
    CHECK_FALSE(tells(without_password("mysql://u:" + password + "@h/d")));
    CHECK_FALSE(tells(without_password("u:" + password + "@tcp(h)/d")));
    CHECK_FALSE(tells(without_password("u:" + password + "@h/d")));
    CHECK_FALSE(tells(without_password("opencode-go:u:" + password + "@tcp(h)/d")));
  }
}

TEST_CASE("what is no address stays as it is") {
  for (const std::string text : {"list",
                                 "ses_1fbe9f",
                                 "/home/me@work/a:b",
                                 "opencode:/home/a:b@c/d",
                                 "bundle:me@work.bundle",
                                 "sqlite:./a@b.db",
                                 "mysql://alice@host:3306/db",
                                 "mysql://host:3306/db?tls=true",
                                 "mysql://[::1]:3306/db",
                                 "git@github.com:o/r.git",
                                 "1795227709577:ses_1",
                                 "alice@tcp(h)/d",
                                 "ssh://git@github.com/o/r",
                                 "--map",
                                 "/home/a=/home/b",
                                 "",
                                 "@",
                                 ":",
                                 "://",
                                 "@tcp("}) {
    CHECK(without_password(text) == text);
  }
}

TEST_CASE("a message hides what was given, whichever part of it it quotes") {
  GivenSecrets secrets;
  secrets.add("mysql://u:s3cret@h/d");
  CHECK(secrets.hidden("no file /work/mysql:/u:s3cret@h/d, no host u:s3cret@h") ==
        "no file /work/mysql:/u:***@h/d, no host u:***@h");
  CHECK(secrets.hidden("s3cret alone is a word") == "s3cret alone is a word");
  secrets.add("./mysql://u:a//s3cret/./x@h/d");
  CHECK_FALSE(tells(secrets.hidden("no file /work/mysql:/u:a/s3cret/x@h/d")));
}

TEST_CASE("addresses in a message are shown without passwords, whoever gave them") {
  CHECK(without_passwords_of_addresses("cannot read 'https://u:s3cret@h/x', says git") ==
        "cannot read 'https://u:***@h/x', says git");
  CHECK(without_passwords_of_addresses("a:b c@d x:y@z  mysql://alice@h/d\n") ==
        "a:b c@d x:y@z  mysql://alice@h/d\n");
}

TEST_CASE("no error repeats a password that was given in a wrong place") {
  const Home home;
  const auto check = [&](const std::vector<std::string>& arguments) {
    CAPTURE(arguments);
    const auto result = home.run(arguments);
    CHECK_FALSE(tells(result.out + result.err));
  };
  for (const std::string address :
       {"postgres://u:s3cret@h/d", "u:s3cret@tcp(h)/d", "u:a b's3cret@h/d"}) {
    check({address});
    check({"list", address, "--json"});
    check({"--config", address, "list"});
  }
  const std::string address = "mysql://alice:s3cret@127.0.0.1:1/db";
  check({"import", "opencode:" + address, "--json"});
  check({"import", "bundle:" + address});
  check({"--store2=" + address, "list", "--json"});
  check({"-" + address, "list"});
  check({"-ps3cret", "list"});
  check({"--password=s3cret", "list"});
  check({"--provider", address, "list", "--json"});
  check({"--project", address, "status"});
  check({"--project", address, "list"});
  check({"--store", "sqlite:/none/" + address, "list", "--json"});
  check({"--store", "sqlite:" + address, "status", "--json"});
  check({"project", address});
  check({"project", "mysql://alice:s3cret@h", "--json"});
  check({"export", "--format", address});
  check({"export", "--to", "opencode:", "--map", address});
  check({"export", "--to", "bundle:/none/" + address, "--json"});
  check({"list", "--limit", address});
  check({"list", "--quiet=" + address, "--json"});
  check({"migrate", address});
  check({"conflicts", "show", address, "--json"});
  check({"verify", "--from", address});
  home.put_store();
  check({"show", address});
  check({"rename", address, "title", "--json"});
  check({"delete", address});
  check({"export", "--format", "markdown", address});
  check({"list", "--after", address});
  check({"--project", address, "list", "--json"});
}
