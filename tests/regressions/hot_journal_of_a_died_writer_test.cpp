// A writer that was killed left a rollback journal that only a connection with the right to write
// can roll back. The look at whose tables the file has opens it read-only, and refused the store
// for good.
#include <sessionstore/sqlite/provider.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/temporary_directory.h"

namespace {

using namespace sessionstore;

// Writes half a transaction to the file and dies.
void die_while_writing(const std::filesystem::path& file) {
  const pid_t child = ::fork();
  if (child == 0) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    sqlite3_exec(database, "PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE; CREATE TABLE t (x)",
                 nullptr, nullptr, nullptr);
    ::_exit(sqlite3_db_cacheflush(database));
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  REQUIRE(std::filesystem::exists(file.string() + "-journal"));
}

}  // namespace

TEST_CASE("a store whose writer died in rollback mode opens again") {
  const tests::TemporaryDirectory directory;
  const std::filesystem::path file = directory.path() / "store.db";
  const auto provider = sqlite::make_provider();
  OpenOptions options;
  options.settings = {{"path", file.string()}};
  SECTION("a new one, before its first table") {}
  SECTION("one that holds something") { provider->open(options)->put_project({"p", "p", {}, {}}); }
  const bool held = std::filesystem::exists(file);
  die_while_writing(file);

  const auto store = provider->open(options);
  CHECK(store->check_storage().empty());
  CHECK(store->find_project("p").has_value() == held);
}
