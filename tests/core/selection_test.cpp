#include <sessionstore/selection.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

struct Stores {
  TemporaryDirectory directory;
  std::unique_ptr<SessionStore> source = open_sqlite(directory.path() / "from.db");
  std::unique_ptr<SessionStore> target = open_sqlite(directory.path() / "to.db");

  Stores() {
    put_sample(*source, "s1", "one");
    put_sample(*source, "s2", "two");
    put_sample(*source, "s3", "two");
  }
};

}  // namespace

TEST_CASE("a selection shows the chosen sessions and projects only") {
  const Stores stores;
  Selection selection(*stores.source, {"s3", "s1"}, {"one"});
  CHECK(selection.location() == stores.source->location());
  const Inventory inventory = selection.inventory();
  REQUIRE(inventory.sessions.size() == 2);
  CHECK(inventory.sessions[0].id == "s1");
  CHECK(inventory.sessions[1].id == "s3");
  REQUIRE(inventory.projects.size() == 1);
  CHECK(inventory.projects[0].id == "one");
  CHECK(inventory.skipped.empty());
}

TEST_CASE("a transfer of a selection brings that and nothing else") {
  const Stores stores;
  Selection selection(*stores.source, {"s2"}, {"two"});
  CHECK(transfer(selection, *stores.target, {}).written == 1);
  CHECK(stores.target->find_session("s2"));
  CHECK(stores.target->status().sessions == 1);
  CHECK(stores.target->status().projects == 1);
}

TEST_CASE("a chosen session that is not there is named") {
  const Stores stores;
  Selection selection(*stores.source, {"s0", "s2", "s9"}, {});
  const Inventory inventory = selection.inventory();
  CHECK(inventory.sessions.size() == 1);
  REQUIRE(inventory.skipped.size() == 2);
  CHECK(inventory.skipped[0].source == "s0");
  CHECK(inventory.skipped[1].source == "s9");
}

TEST_CASE("a session that was not chosen is not found") {
  const Stores stores;
  Selection selection(*stores.source, {"s1"}, {});
  CHECK(archive_session(selection, "s1").session.id == "s1");
  CHECK(error_of([&] { archive_session(selection, "s2"); }).code() == ErrorCode::not_found);
}

}  // namespace sessionstore::tests
