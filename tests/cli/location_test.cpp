#include "location.h"

#include <catch2/catch.hpp>

using namespace sessionstore::cli;

TEST_CASE("a location's scheme and path") {
  CHECK(scheme_of("sqlite:/a/b:c.db") == "sqlite");
  CHECK(path_of("sqlite:/a/b:c.db") == "/a/b:c.db");
  CHECK(scheme_of("opencode-go:x") == "opencode-go");
  CHECK(scheme_of("/just/a/path").empty());
  CHECK(path_of("/just/a/path") == "/just/a/path");
  CHECK(scheme_of(":x").empty());
  CHECK(scheme_of("/with:colon").empty());
  CHECK(scheme_of("").empty());
}

TEST_CASE("a data source name has no scheme that could print its password") {
  CHECK(is_go_dsn("me:secret@tcp(host:3306)/db"));
  CHECK(is_go_dsn("me:secret@unix(/run/my.sock)/db"));
  CHECK_FALSE(is_go_dsn("sqlite:/a@b"));
  CHECK(scheme_of("me:secret@tcp(host:3306)/db").empty());
}

TEST_CASE("~/ is the home directory where a path begins") {
  CHECK(with_home("opencode:~/x", "/home/me") == "opencode:/home/me/x");
  CHECK(with_home("opencode:/a/~/x", "/home/me") == "opencode:/a/~/x");
  CHECK(with_home("opencode:~other/x", "/home/me") == "opencode:~other/x");
  CHECK(with_home("~/x", "/home/me") == "~/x");
}

TEST_CASE("a server of the Go OpenCode is a place of that kind, and no store of ours") {
  CHECK_FALSE(is_go_dsn("opencode-go:user:password@tcp(host:3306)/db"));
  CHECK(scheme_of("opencode-go:user:password@tcp(host:3306)/db") == "opencode-go");
  CHECK(path_of("opencode-go:user:password@tcp(host)/db") == "user:password@tcp(host)/db");
}
