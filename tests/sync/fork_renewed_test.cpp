// A run that is killed once the fork is made has not replaced the line yet: what comes to it until
// the next run is the fork's as well.
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// Alice's line of a session is in the store, Bob's is not yet.
struct BothWentOn {
  BothWentOn() {
    alice.store->create_session(make_session("s"));
    alice.store->append_message("s", saying("m1", "hello"));
    alice.sync_with(*store);
    bob.sync_with(*store);
    alice.store->append_message("s", saying("m2", "by Alice"));
    alice.sync_with(*store);
    bob.store->append_message("s", saying("m3", "by Bob"));
  }
  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Machine bob{"bob"};
};

TEST_CASE("a fork gets what its line has come to since a run that was cut short made it") {
  BothWentOn both;
  auto& [store, alice, bob] = both;
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

TEST_CASE("what others added to a fork is not mixed with what its line has come to") {
  BothWentOn both;
  auto& [store, alice, bob] = both;
  const std::string fork = bob.push_to(*store).conflicts.at(0).fork;
  alice.sync_with(*store);
  alice.store->append_message(fork, saying("m4", "to Bob"));
  alice.sync_with(*store);
  bob.store->append_message("s", saying("m5", "and more"));

  const std::string other = bob.push_to(*store).conflicts.at(0).fork;
  // In either direction.
  CHECK(bob.pull_from(*store).conflicts.at(0).fork == other);
  bob.sync_with(*store);
  for (SessionStore* const side : {store.get(), bob.store.get()}) {
    CHECK(said_in(*side, "s") == Said{"hello", "by Alice"});
    CHECK(said_in(*side, fork) == Said{"hello", "by Bob", "to Bob"});
    CHECK(said_in(*side, other) == Said{"hello", "by Bob", "and more"});
  }
  CHECK(bob.sync_with(*store).steps.empty());
}

TEST_CASE("the lines of two machines become two forks, though a third removed what both have") {
  const auto store = open_sqlite(":memory:");
  Machine alice("alice");
  Machine bob("bob");
  Machine carol("carol");
  alice.store->create_session(make_session("s"));
  alice.store->append_message("s", saying("m1", "hello"));
  SessionArchive undone = archive_session(*alice.store, "s");
  alice.store->append_message("s", saying("m2", "oops"));
  for (Machine* const machine : {&alice, &bob, &carol}) machine->sync_with(*store);
  restore_session(*alice.store, undone, alice.store->find_stored("s")->fingerprint);
  alice.store->append_message("s", saying("m3", "by Alice"));
  alice.sync_with(*store);
  bob.store->append_message("s", saying("m4", "by Bob"));
  carol.store->append_message("s", saying("m5", "by Carol"));

  const std::string of_bob = bob.sync_with(*store).conflicts.at(0).fork;
  const std::string of_carol = carol.sync_with(*store).conflicts.at(0).fork;
  CHECK(said_in(*store, "s") == Said{"hello", "by Alice"});
  CHECK(said_in(*store, of_bob) == Said{"hello", "oops", "by Bob"});
  CHECK(said_in(*store, of_carol) == Said{"hello", "oops", "by Carol"});
}

}  // namespace
}  // namespace sessionstore::tests
