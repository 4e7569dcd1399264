#include <sessionstore/config/server_list.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "sandbox.h"

using sessionstore::config::ServerList;
using sessionstore::tests::Sandbox;

namespace fs = std::filesystem;

namespace {

const std::string kOne(64, 'a');
const std::string kTwo(64, 'b');

}  // namespace

TEST_CASE("accepted servers are listed, replaced and removed") {
  const Sandbox box;
  const ServerList list(box.home());
  CHECK(list.all().empty());
  CHECK_FALSE(list.find("db:3306"));
  list.add({"db:3306", kOne, 5});
  list.add({"[::1]:3306", kOne, 6});
  list.add({"db:3306", kTwo, 7});
  REQUIRE(list.all().size() == 2);
  CHECK(list.all().front().server == "[::1]:3306");
  REQUIRE(list.find("db:3306"));
  CHECK(list.find("db:3306")->sha256 == kTwo);
  CHECK(list.find("db:3306")->since == 7);
  CHECK_FALSE(list.find("db:3307"));
  CHECK(list.remove("db:3306"));
  CHECK_FALSE(list.remove("db:3306"));
  CHECK_FALSE(list.find("db:3306"));
}

TEST_CASE("an accepted server that others could have written, or that is none, does not count") {
  const Sandbox box;
  const ServerList list(box.home());
  list.add({"db:3306", kOne, 1});
  const fs::path entry = fs::directory_iterator(box.home() / ".opencode/servers")->path();
  SECTION("others may write it") {
    fs::permissions(entry, fs::perms::others_write, fs::perm_options::add);
  }
  SECTION("no fingerprint") { std::ofstream(entry) << R"({"server": "db:3306", "sha256": "aa"})"; }
  SECTION("another server's") {
    std::ofstream(entry) << R"({"server": "other:3306", "sha256": ")" << kOne << R"("})";
  }
  SECTION("no JSON") { std::ofstream(entry) << "yes"; }
  CHECK_FALSE(list.find("db:3306"));
}
