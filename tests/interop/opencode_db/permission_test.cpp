// What of OpenCode's may not be read is said to be that.
#include <fstream>

#include "databases.h"
#include "support/error_of.h"
#include "support/unprivileged.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

Error read_as_nobody(const fs::path& path) {
  const Unprivileged nobody;
  return error_of([&] { interop::open_opencode(path, {})->inventory(); });
}

}  // namespace

TEST_CASE(
    "a data directory or -wal that may not be read is named, and not taken for an empty one") {
  const OpencodeDatabases databases;
  fs::permissions(databases.directory(), fs::perms(0755));
  const fs::path data = databases.directory() / "data";
  fs::create_directory(data);
  fs::copy_file(databases.real("1.18"), data / "opencode.db");
  fs::permissions(data / "opencode.db", fs::perms(0644));
  SECTION("the directory") {
    fs::permissions(data, fs::perms::none);
    const Error error = read_as_nobody(data);
    CHECK(error.code() == ErrorCode::permission_denied);
    CHECK_THAT(error.what(), Contains(data.string()));
  }
  SECTION("the -wal, also an empty one") {
    const fs::path wal = data / "opencode.db-wal";
    std::ofstream{wal};
    fs::permissions(wal, fs::perms::none);
    const Error error = read_as_nobody(data);
    CHECK(error.code() == ErrorCode::permission_denied);
    CHECK_THAT(error.what(), Contains("opencode.db-wal"));
  }
  fs::permissions(data, fs::perms::owner_all);
}

}  // namespace sessionstore::tests
