#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "conformance_test/forwarding_store.h"
#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// A store that takes no sessions that it does not have.
struct RefusesNewSessions : ForwardingStore {
  using ForwardingStore::ForwardingStore;
  std::unique_ptr<BulkWriter> bulk_writer() override {
    throw Error(ErrorCode::constraint, "no more sessions");
  }
};

TEST_CASE("two lines of a session stay as they are while the fork is refused") {
  const auto store = open_sqlite(":memory:");
  Machine alice{"alice"};
  alice.store->create_session(make_session("s"));
  alice.sync_with(*store);
  store->append_message("s", saying("mb", "bob went on"));
  alice.store->append_message("s", saying("ma", "alice went on"));
  RefusesNewSessions refusing(std::shared_ptr<SessionStore>(store.get(), [](SessionStore*) {}));

  const SyncReport refused = alice.sync_with(refusing);
  CHECK(refused.transfer.skipped.size() == 1);
  CHECK(refused.steps.empty());
  CHECK(refused.conflicts.empty());
  const SyncPair pair{alice.store->identity(), store->identity()};
  CHECK(alice.journal->conflicts(pair, true).empty());
  CHECK(said_in(*alice.store, "s") == Said{"alice went on"});
  CHECK(said_in(*store, "s") == Said{"bob went on"});

  CHECK(alice.sync_with(*store).conflicts.size() == 1);
  CHECK(alice.journal->conflicts(pair, true).size() == 1);
  CHECK(session_ids(*store).size() == 2);
}

}  // namespace
}  // namespace sessionstore::tests
