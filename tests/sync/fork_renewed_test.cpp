// A run that is killed once the fork is made has not replaced the line yet: what comes to it until
// the next run is the fork's as well.
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

TEST_CASE("a fork gets what its line has come to since a run that was cut short made it") {
  const auto store = open_sqlite(":memory:");
  Machine alice("alice");
  Machine bob("bob");
  alice.store->create_session(make_session("s"));
  alice.store->append_message("s", saying("m1", "hello"));
  alice.sync_with(*store);
  bob.sync_with(*store);
  alice.store->append_message("s", saying("m2", "by Alice"));
  alice.sync_with(*store);
  bob.store->append_message("s", saying("m3", "by Bob"));
  const SessionArchive line = archive_session(*bob.store, "s");
  const std::string fork = bob.sync_with(*store).conflicts.at(0).fork;

  // As before its last step.
  restore_session(*bob.store, line, bob.store->find_stored("s")->fingerprint);
  bob.journal = std::make_unique<SyncJournal>(sqlite::open_journal_file(":memory:"));
  bob.store->update_part("s", "m3", text_part("m3-part", "by Bob, all of it"));
  bob.store->append_message("s", saying("m4", "and more"));

  CHECK(bob.sync_with(*store).conflicts.at(0).fork == fork);
  for (SessionStore* const side : {store.get(), bob.store.get()}) {
    CHECK(said_in(*side, "s") == Said{"hello", "by Alice"});
    CHECK(said_in(*side, fork) == Said{"hello", "by Bob, all of it", "and more"});
  }
  CHECK(bob.sync_with(*store).steps.empty());
  CHECK(state_of(*bob.store) == state_of(*store));
}

}  // namespace
}  // namespace sessionstore::tests
