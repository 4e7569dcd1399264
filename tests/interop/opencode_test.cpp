#include <sessionstore/error.h>
#include <sessionstore/interop/opencode.h>

#include <catch2/catch.hpp>

#include "storage_tree.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

ErrorCode code_of(const std::filesystem::path& path) {
  try {
    open_opencode(path, {});
  } catch (const Error& error) {
    CHECK_FALSE(error.hint().empty());
    return error.code();
  }
  FAIL("no error");
  return ErrorCode::internal;
}

}  // namespace

TEST_CASE("where OpenCode keeps its data") {
  CHECK(interop::default_opencode_directory("/xdg", "/home/me") == "/xdg/opencode");
  CHECK(interop::default_opencode_directory("", "/home/me") == "/home/me/.local/share/opencode");
  CHECK(interop::default_opencode_directory("relative", "/home/me") ==
        "/home/me/.local/share/opencode");
}

TEST_CASE("a data directory and its storage are the same place") {
  const StorageTree tree = StorageTree::real();
  const auto outer = open_opencode(tree.root().parent_path(), {});
  const auto inner = open_opencode(tree.root(), {});
  const auto slash = open_opencode(tree.root().string() + "/", {});
  CHECK(outer->inventory().sessions.size() == 32);
  CHECK(inner->inventory().sessions.size() == 32);
  CHECK(slash->inventory().sessions.size() == 32);
  CHECK(outer->location() == "opencode:" + tree.root().parent_path().string());
}

TEST_CASE("a storage directory may have another name") {
  const StorageTree tree;
  std::filesystem::create_directories(tree / "backup/session/global");
  CHECK(open_opencode(tree / "backup", {})->inventory().sessions.empty());
}

TEST_CASE("a storage directory of another name may hold projects alone") {
  const StorageTree tree;
  tree.write("backup/project/p.json", R"({"worktree":"/w/app"})");
  CHECK(open_opencode(tree / "backup", {})->inventory().projects.size() == 1);
}

TEST_CASE("a database that cannot be read is named, and hides nothing beside it") {
  const StorageTree tree = StorageTree::real();
  tree.write("../opencode.db", "SQLite format 4 and more");
  tree.write("../opencode-dev.db", "");
  tree.write("../opencode.db-wal", "");
  const auto inventory = open_opencode(tree.root().parent_path(), {})->inventory();
  CHECK(inventory.sessions.size() == 32);
  REQUIRE(inventory.skipped.size() == 2);
  CHECK(inventory.skipped[0].source == (tree.root().parent_path() / "opencode.db").string());
  CHECK(inventory.skipped[1].source == "opencode-dev.db");
}

TEST_CASE("a database that cannot be read is refused where there is nothing else") {
  const StorageTree tree;
  tree.write("data/opencode.db", "x");
  tree.write("text", "x");
  CHECK(code_of(tree / "data") == ErrorCode::corrupt);
  CHECK(code_of(tree / "data/opencode.db") == ErrorCode::corrupt);
  CHECK(code_of(tree / "text") == ErrorCode::corrupt);
}

TEST_CASE("where there is nothing it says so") {
  const StorageTree tree;
  std::filesystem::create_directories(tree / "empty");
  CHECK(code_of(tree / "empty") == ErrorCode::not_found);
  CHECK(code_of(tree / "absent") == ErrorCode::not_found);
}

}  // namespace sessionstore::tests
