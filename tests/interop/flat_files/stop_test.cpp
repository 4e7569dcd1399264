#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"
#include "support/error_of.h"

namespace sessionstore::tests {

TEST_CASE("flat files stop being read once that is wanted") {
  const StorageTree tree = StorageTree::real();
  std::atomic<bool> stop{false};
  const auto source = interop::open_flat_files(tree.root(), {}, &stop);
  SECTION("while they are looked through") {
    stop = true;
    CHECK(error_of([&] { source->inventory(); }).code() == ErrorCode::interrupted);
  }
  SECTION("in a session") {
    const std::string id = source->inventory().sessions.at(0).id;
    stop = true;
    ReadSession session;
    CHECK(error_of([&] { source->read_session(id, session); }).code() == ErrorCode::interrupted);
    CHECK(session.turns.empty());
  }
}

}  // namespace sessionstore::tests
