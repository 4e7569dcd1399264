// A session that is put back after its deletion was synced stays, wherever that is done.
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// Alice, Bob and their team's store, and a session that Alice has deleted.
struct Deleted {
  Deleted() {
    for (const char* const id : {"other", "s"}) {
      alice.store->create_session(make_session(id));
      alice.store->append_message(id, saying(std::string("m-") + id, "hello"));
    }
    sync();
    kept = archive_session(*alice.store, "s");
    alice.store->delete_session("s");
    sync();
    CHECK(session_ids(*bob.store) == Said{"other"});
  }
  /// Everybody, some with clocks that are wrong by years.
  void sync() {
    for (int round = 0; round < 2; ++round) {
      for (Machine* const machine : {&alice, &bob}) {
        SyncOptions options;
        const Millis now = machine == &alice ? 1'600'000'000'000 : 1'900'000'000'000;
        options.clock = [now] { return now; };
        const SyncReport report = machine->sync_with(*store, options);
        CHECK(report.transfer.skipped.empty());
        CHECK(report.conflicts.empty());
      }
    }
  }
  void require_everywhere() {
    for (SessionStore* const place : {alice.store.get(), bob.store.get(), store.get()}) {
      CHECK(session_ids(*place) == Said{"other", "s"});
      CHECK(said_in(*place, "s") == Said{"hello"});
    }
  }

  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Machine bob{"bob"};
  SessionArchive kept;
};

}  // namespace

TEST_CASE("a session that is put back after its deletion was synced comes back everywhere") {
  Deleted team;
  const int where = GENERATE(0, 1, 2);
  SessionStore& place = where == 0 ? *team.alice.store : where == 1 ? *team.bob.store : *team.store;
  for (int times = 0; times < 2; ++times) {
    restore_session(place, team.kept);
    team.sync();
    team.require_everywhere();
    // And it can be deleted again.
    team.alice.store->delete_session("s");
    team.sync();
    CHECK_FALSE(team.bob.store->find_session("s"));
    CHECK_FALSE(team.store->find_session("s"));
  }
}

TEST_CASE("a machine that has not heard of the deletion keeps what was put back since") {
  Deleted team;
  Machine carol{"carol"};
  restore_session(*team.alice.store, team.kept);
  team.sync();
  carol.sync_with(*team.store);
  team.alice.store->delete_session("s");
  team.sync();
  restore_session(*team.alice.store, team.kept);
  team.sync();
  CHECK(carol.sync_with(*team.store).steps.empty());
  CHECK(carol.store->find_session("s"));
  team.require_everywhere();
}

TEST_CASE("a machine that was away during a deletion still hears of it") {
  Deleted team;
  Machine carol{"carol"};
  restore_session(*team.alice.store, team.kept);
  team.sync();
  carol.sync_with(*team.store);
  team.bob.store->delete_session("s");
  team.sync();
  carol.sync_with(*team.store);
  CHECK_FALSE(carol.store->find_session("s"));
  CHECK_FALSE(team.store->find_session("s"));
}

}  // namespace sessionstore::tests
