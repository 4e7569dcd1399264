// How many deletions a sync carries over.
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

constexpr Millis kHour = 60LL * 60 * 1000;

/// Alice, with sessions that a colleague deletes from the store, a few at a time.
struct EmptiedBitByBit {
  EmptiedBitByBit() {
    for (int i = 0; i < 30; ++i) {
      const std::string id = "s" + std::to_string(100 + i);
      alice.store->create_session(make_session(id));
      ids.push_back(id);
    }
    alice.sync_with(*store);
  }
  void colleague_deletes(int count) {
    for (; count > 0; --count) {
      store->delete_session(ids.back());
      ids.pop_back();
    }
  }
  SyncReport sync(std::int64_t max_delete = 10) {
    SyncOptions options;
    options.clock = [this] { return now; };
    options.max_delete = max_delete;
    return alice.sync_with(*store, options);
  }
  std::size_t left() { return session_ids(*alice.store).size(); }

  std::vector<std::string> ids;
  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Millis now = 1'800'000'000'000;
};

}  // namespace

TEST_CASE("a history that is deleted bit by bit stops losing sessions at the limit of a day") {
  EmptiedBitByBit history;
  history.colleague_deletes(6);
  CHECK(history.sync().transfer.skipped.empty());
  CHECK(history.left() == 24);
  history.now += kHour;
  history.colleague_deletes(5);
  const SyncReport report = history.sync();
  REQUIRE(report.transfer.skipped.size() == 1);
  CHECK_THAT(report.transfer.skipped[0].reason,
             Catch::Contains("within a day, 6 before") && Catch::Contains("--max-delete 11"));
  CHECK(history.left() == 24);
  history.now += 22 * kHour;
  CHECK(history.sync().transfer.skipped.size() == 1);
  // What the user was told to give is enough.
  CHECK(history.sync(11).transfer.skipped.empty());
  CHECK(history.left() == 19);
}

TEST_CASE("a day later, as many may be deleted again") {
  EmptiedBitByBit history;
  history.colleague_deletes(10);
  history.sync();
  CHECK(history.left() == 20);
  history.now += 23 * kHour;
  history.colleague_deletes(1);
  history.sync();
  CHECK(history.left() == 20);
  history.now += 2 * kHour;
  history.sync();
  CHECK(history.left() == 19);
}

}  // namespace sessionstore::tests
