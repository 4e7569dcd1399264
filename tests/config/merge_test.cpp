#include "../../config/src/merge.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::string mysql(const std::string& keys) {
  return R"({"sessionProvider": {"type": "mysql", "mysql": {)" + keys + "}}}";
}

Entries merged(const Sandbox& box) {
  return merge_sources(box.environment(), box.overrides).entries;
}

}  // namespace

TEST_CASE("one file cannot give a password in two ways") {
  const Sandbox box;
  Sandbox::write(box.users_file(), mysql("\n\"password\": \"hunter2\",\n\"passwordFile\": \"f\""));
  const auto error = error_of([&] { return merged(box); });
  CHECK(std::string(error.what()) ==
        box.users_file().string() +
            ":3:1: sessionProvider.mysql.passwordFile: cannot stand beside password (" +
            box.users_file().string() + ":2:1)");
}

TEST_CASE("one file cannot give a host and a socket") {
  const Sandbox box;
  Sandbox::write(box.users_file(), mysql(R"("host": "h", "socket": "/s")"));
  CHECK(contains(error_of([&] { return merged(box); }).what(), "socket: cannot stand beside host"));
}

TEST_CASE("a more important place's way to the password removes the others") {
  Sandbox box;
  Sandbox::write(box.users_file(), mysql(R"("password": "p", "host": "h")"));
  Sandbox::write(box.local_file(), mysql(R"("passwordFile": "c", "socket": "s")"));
  box.trust_local_file();
  Entries entries = merged(box);
  CHECK_FALSE(entries.contains("sessionProvider.mysql.password"));
  CHECK(entries.contains("sessionProvider.mysql.passwordFile"));
  CHECK_FALSE(entries.contains("sessionProvider.mysql.host"));
  CHECK(entries.at("sessionProvider.mysql.socket").value == (box.work() / "s").string());

  box.variables["OPENCODE_MYSQL_PASSWORD"] = "e";
  entries = merged(box);
  CHECK(entries.at("sessionProvider.mysql.password").value == "e");
  CHECK(entries.at("sessionProvider.mysql.password").origin ==
        "environment OPENCODE_MYSQL_PASSWORD");
  CHECK_FALSE(entries.contains("sessionProvider.mysql.passwordFile"));
}

TEST_CASE("the working directory's file may not name a command to run") {
  const Sandbox box;
  Sandbox::write(box.local_file(), mysql(R"("passwordCommand": "c")"));
  const auto error = error_of([&] { return merged(box); });
  CHECK(error.code() == sessionstore::ErrorCode::invalid_argument);
  CHECK(contains(error.what(), box.local_file().string() + ":"));
  CHECK(contains(error.what(), "passwordCommand"));
}
