#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

namespace sessionstore::tests {

TEST_CASE("known layouts are read without a word") {
  const StorageTree tree;
  const std::string marker = GENERATE(as<std::string>{}, "0", "1", "2", "2\n");
  tree.write("migration", marker);
  CHECK(ReadTree(tree).skipped().empty());
}

TEST_CASE("an absent marker is fine, a torn one is named") {
  const StorageTree tree;
  CHECK(ReadTree(tree).skipped().empty());
  tree.write("migration", GENERATE(as<std::string>{}, "", "\n", std::string(1, '\0')));
  CHECK(ReadTree(tree).skipped() == std::vector<std::string>{"migration"});
}

TEST_CASE("an unknown layout is refused, with what was found") {
  const StorageTree tree;
  const std::string marker =
      GENERATE(as<std::string>{}, "3", "17", "-1", "two", "2.0", "{}", "99999999999999999999");
  tree.write("migration", marker);
  const auto source = interop::open_flat_files(tree.root(), {});
  try {
    source->inventory();
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::version_mismatch);
    CHECK(std::string(error.what()).find("'" + marker + "'") != std::string::npos);
  }
}

}  // namespace sessionstore::tests
