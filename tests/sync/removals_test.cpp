// How many deletions a sync carries over.
#include <sessionstore/fingerprint.h>

#include <catch2/catch.hpp>
#include <span>

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
      for (const std::string message : {"m1", "m2", "m3"}) {
        alice.store->append_message(id, make_turn(message));
      }
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
  /// Of every session in the store, all messages but so many go.
  void colleague_empties(std::size_t all_but) {
    for (const std::string& id : ids) {
      const Session session = *store->find_session(id);
      Fingerprinter fingerprinter;
      fingerprinter.add(session);
      const auto writer = store->bulk_writer();
      const auto turns = store->read_messages(id, 0, static_cast<std::int64_t>(all_but) + 1);
      writer->begin_session(session, store->find_stored(id)->fingerprint);
      for (const Turn& turn : std::span(turns).first(all_but)) {
        fingerprinter.add(turn.message);
        writer->put_message(turn.message);
        for (const Part& part : turn.parts) {
          fingerprinter.add(part);
          writer->put_part(part);
        }
      }
      writer->end_session(fingerprinter.finish());
      writer->commit();
    }
  }
  std::int64_t messages_left() { return alice.store->status().messages; }
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

TEST_CASE("sessions that lose most of their messages count as deleted, and are named") {
  EmptiedBitByBit history;
  SECTION("all of them") { history.colleague_empties(0); }
  SECTION("most of them") { history.colleague_empties(1); }
  const SyncReport report = history.sync();
  CHECK(report.transfer.notes.size() == 10);
  CHECK_THAT(report.transfer.notes.at(0).reason, Catch::Contains("of its 3 messages"));
  CHECK(report.transfer.skipped.size() == 20);
  CHECK_THAT(report.transfer.skipped.at(0).reason, Catch::Contains("--max-delete"));
  CHECK(history.messages_left() >= 60);
  history.now += kHour;
  CHECK(history.sync().transfer.skipped.size() == 20);
  CHECK(history.sync(100).transfer.skipped.empty());
  CHECK(history.messages_left() <= 30);
}

TEST_CASE("a message that is taken back counts for nothing") {
  EmptiedBitByBit history;
  history.colleague_empties(2);
  const SyncReport report = history.sync();
  CHECK(report.transfer.notes.empty());
  CHECK(report.transfer.skipped.empty());
  CHECK(history.messages_left() == 60);
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
