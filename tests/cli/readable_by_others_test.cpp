// What others may read and should not is named, in a line on standard error.
#include "readable_by_others.h"

#include <catch2/catch.hpp>

#include "home.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

}  // namespace

TEST_CASE("a store that others may read is named") {
  const Home home;
  home.put_store();
  CHECK(home.run({"list"}).err.find("may be read") == std::string::npos);
  fs::permissions(home.store_file(), fs::perms(0640));
  const ProcessResult listed = home.run({"list"});
  CHECK(listed.exit_code == 0);
  CHECK_THAT(listed.err, Contains(home.store_file().string() + " may be read by others"));
  CHECK(home.run({"list", "--quiet"}).err.empty());
  CHECK(fs::status(home.store_file()).permissions() == fs::perms(0640));
}

TEST_CASE("a configuration with a password that every user may read is named once") {
  const Home home;
  const fs::path file = home.path() / ".opencode.json";
  const std::string mysql = GENERATE(
      as<std::string>{}, R"({"host":"h","database":"d","username":"u","password":"hunter2"})",
      R"({"dsn":"u:hunter2@tcp(h)/d"})");
  write_file(file, R"({"sessionProvider":{"type":"mysql","mysql":)" + mysql + "}}");
  fs::permissions(file, fs::perms(0644));
  const ProcessResult open = home.run({"config"});
  CHECK(open.exit_code == 0);
  const std::size_t at = open.err.find("every user of this machine may read it");
  REQUIRE(at != std::string::npos);
  CHECK(open.err.find("every user of this machine may read it", at + 1) == std::string::npos);
  CHECK(open.err.find("hunter2") == std::string::npos);
  fs::permissions(file, fs::perms(0640));
  CHECK(home.run({"config"}).err.empty());
}

TEST_CASE("a configuration without a password may be read by anybody") {
  const Home home;
  const std::string mysql = GENERATE(
      as<std::string>{}, R"({"host":"h","database":"d","username":"u","passwordCommand":"pass x"})",
      R"({"dsn":"u@tcp(h)/d"})");
  write_file(home.path() / ".opencode.json",
             R"({"sessionProvider":{"type":"mysql","mysql":)" + mysql + "}}");
  CHECK(home.run({"config"}).err.empty());
}

}  // namespace sessionstore::tests
