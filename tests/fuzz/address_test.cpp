// Addresses that people type and files hold: DSNs, URLs, remotes of git. What is a password in one
// is never shown.
#include <sessionstore/config/dsn.h>
#include <sessionstore/error.h>
#include <sessionstore/project.h>
#include <sessionstore/providers/builtin.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "given_secrets.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

/// Not `opencode-go`, which is a kind of place, and nothing that makes a path of it.
bool is_plain_user(const std::string& user) {
  return std::ranges::all_of(user, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
         user != "sqlite" && user != "bundle" && user != "opencode" && user != "file";
}

void fuzz_dsn(const std::string& input) {
  static const ProviderRegistry kProviders = providers::builtin_registry();
  const std::string shown = config::mask_dsn(input);
  (void)cli::without_password(input);
  (void)cli::without_passwords_of_addresses(input);
  const config::MysqlAddress address = config::parse_dsn(input);
  // A short one may be a part of the address by chance.
  if (address.password && address.password->size() > 8) {
    REQUIRE(shown.find(':' + *address.password + '@') == std::string::npos);
    if (is_plain_user(address.user)) {
      REQUIRE(cli::without_password(input).find(':' + *address.password + '@') ==
              std::string::npos);
    }
  }
  REQUIRE(config::mask_dsn(shown) == shown);
  (void)kProviders.get("mysql").settings_of(input);
}

void fuzz_remote(const std::string& input) {
  const auto id = normalize_remote(input);
  if (id) {
    REQUIRE(id->size() <= 1024);
    REQUIRE(id->find('@') == std::string::npos);
    REQUIRE(normalize_remote(*id) == id);
    REQUIRE(opencode_project_id(*id).size() == 40);
  }
  REQUIRE_FALSE(directory_project_id(input).empty());
}

}  // namespace

TEST_CASE("DSNs and URLs of MySQL", "[dsn]") {
  fuzz({.name = "dsn",
        .corpus = corpus_of("dsn"),
        .run = fuzz_dsn,
        .words = {"mysql://", "@", ":", "/", "?", "#", "&", "=", "tcp(", "unix(/", ")", "%40", "%",
                  "[::1]", "tls=true", "timeout=1m30s", "password=", "opencode-go:"},
        .largest = 4096});
}

TEST_CASE("remotes of git", "[remote]") {
  fuzz({.name = "remote",
        .corpus = corpus_of("remote"),
        .run = fuzz_remote,
        .words = {"https://", "ssh://", "git@", "file://", ":", "/", "@", "[::1]", ".git", ":443",
                  "..", "%2F", "?", "xn--", "C:\\"},
        .largest = 4096});
}
