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

TEST_CASE("a database beside the files is not passed over in silence") {
  const StorageTree tree = StorageTree::real();
  tree.write("../opencode.db", "SQLite format 3");
  tree.write("../opencode-dev.db", "");
  tree.write("../opencode.db-wal", "");
  const auto skipped = open_opencode(tree.root().parent_path(), {})->inventory().skipped;
  REQUIRE(skipped.size() == 2);
  CHECK(skipped[1].source == (tree.root().parent_path() / "opencode.db").string());
  CHECK(skipped[1].reason.find("database") != std::string::npos);
}

TEST_CASE("a database alone is refused, saying what it is") {
  const StorageTree tree;
  tree.write("data/opencode.db", "x");
  tree.write("any", std::string("SQLite format 3\0more", 20));
  tree.write("text", "x");
  CHECK(code_of(tree / "data") == ErrorCode::unsupported);
  CHECK(code_of(tree / "data/opencode.db") == ErrorCode::unsupported);
  CHECK(code_of(tree / "any") == ErrorCode::unsupported);
  CHECK(code_of(tree / "text") == ErrorCode::unsupported);
}

TEST_CASE("where there is nothing it says so") {
  const StorageTree tree;
  std::filesystem::create_directories(tree / "empty");
  CHECK(code_of(tree / "empty") == ErrorCode::not_found);
  CHECK(code_of(tree / "absent") == ErrorCode::not_found);
}

}  // namespace sessionstore::tests
