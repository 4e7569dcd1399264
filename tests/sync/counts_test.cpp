// Each session of a sync is counted once, whatever it came to, and in whatever direction.
#include <catch2/catch.hpp>

#include "support/temporary_directory.h"
#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

void check_sum(const SyncReport& report) {
  const TransferReport& counts = report.transfer;
  CHECK(counts.written + counts.unchanged + counts.failed == counts.sessions);
}

/// Sessions that are alike, new, changed, deleted and damaged, on either side.
struct MixedSides {
  TemporaryDirectory directory;
  std::string file = (directory.path() / "store.db").string();
  std::unique_ptr<SessionStore> store = open_sqlite(file);
  Machine alice{"alice"};

  MixedSides() {
    for (const char* const id : {"alike", "mine", "theirs", "deleted", "damaged", "damaged_row"}) {
      put_sample(*alice.store, id);
    }
    alice.sync_with(*store);
    put_sample(*alice.store, "new_here");
    put_sample(*store, "new_there");
    put_sample(*store, "new_damaged");
    alice.store->rename_session("mine", "renamed");
    store->rename_session("theirs", "renamed");
    alice.store->delete_session("deleted");
    alice.store->rename_session("damaged", "renamed");
    damage("damaged");
    damage("new_damaged");
    store->rename_session("damaged_row", "renamed");
    run_sql(file, "UPDATE ss_part SET data = '{}' WHERE session_id = 'damaged_row'");
  }
  void damage(const std::string& id) const {
    store->rename_session(id, "noticed");
    run_sql(file, R"(UPDATE ss_session SET data = '{"a":1}' WHERE id = ')" + id + "'");
  }
  SyncReport sync_with(SyncOptions options) { return alice.sync_with(*store, std::move(options)); }
};

}  // namespace

TEST_CASE("the counts of a sync add up, in each direction and as a plan") {
  MixedSides sides;
  SyncOptions options;
  options.direction = GENERATE(SyncDirection::both, SyncDirection::push, SyncDirection::pull);
  options.max_delete = GENERATE(10, 0);
  options.dry_run = true;
  const SyncReport plan = sides.sync_with(options);
  check_sum(plan);
  CHECK(plan.transfer.sessions == 9);
  CHECK(plan.transfer.written == 0);
  options.dry_run = false;
  const SyncReport report = sides.sync_with(options);
  check_sum(report);
  CHECK(report.transfer.sessions == 9);
  check_sum(sides.sync_with(options));
}

TEST_CASE("the counts of a sync are exactly what they say") {
  MixedSides sides;
  const TransferReport counts = sides.sync_with({}).transfer;
  CHECK(counts.written == 5);    // mine, theirs, deleted, new_here, new_there
  CHECK(counts.unchanged == 1);  // alike
  CHECK(counts.failed == 3);     // what is damaged
  const TransferReport again = sides.sync_with({}).transfer;
  CHECK(again.sessions == 8);
  CHECK(again.written == 0);
  CHECK(again.failed == 3);
}

TEST_CASE("deletions that are too many have failed") {
  MixedSides sides;
  SyncOptions options;
  options.max_delete = 0;
  CHECK(sides.sync_with(options).transfer.failed == 4);
  CHECK(sides.store->find_session("deleted"));
}

}  // namespace sessionstore::tests
