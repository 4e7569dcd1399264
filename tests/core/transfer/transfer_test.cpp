#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <memory>

#include "support/error_of.h"
#include "support/process.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

/// A source store with sessions `s0` ..., and an empty target, both in files.
struct TwoStores {
  TemporaryDirectory directory;
  std::string from = (directory.path() / "from.db").string();
  std::string to = (directory.path() / "to.db").string();
  std::unique_ptr<SessionStore> source = open_sqlite(from);
  std::unique_ptr<SessionStore> target = open_sqlite(to);

  explicit TwoStores(int sessions) {
    for (int i = 0; i < sessions; ++i) put_sample(*source, "s" + std::to_string(i));
  }
  [[nodiscard]] TransferReport run() const { return transfer(*source, *target, {}); }
};

void check_equal(SessionStore& a, SessionStore& b) {
  const Inventory inventory = a.inventory();
  CHECK(inventory.sessions.size() == b.inventory().sessions.size());
  for (const SessionEntry& entry : inventory.sessions) {
    CHECK(fingerprint_of(a, entry.id) == fingerprint_of(b, entry.id));
  }
}

}  // namespace

TEST_CASE("a transfer brings everything, verifies it, and does nothing the second time") {
  const TwoStores stores(12);
  stores.source->put_project(
      {"github.com/acme/app", "app", {"alias"}, {make_record("k", "", "1")}});
  const TransferReport first = stores.run();
  CHECK(first.sessions == 12);
  CHECK(first.messages == 24);
  CHECK(first.parts == 60);
  CHECK(first.records == 24);
  CHECK(first.written == 12);
  CHECK(first.verified == 12);
  CHECK(first.skipped.empty());
  check_equal(*stores.source, *stores.target);
  CHECK(stores.target->find_project("alias")->records.size() == 1);
  CHECK(verify_store(*stores.target).differences.empty());

  const std::string before = dump(stores.to);
  const TransferReport second = stores.run();
  CHECK(second.written == 0);
  CHECK(second.unchanged == 12);
  CHECK(second.messages == 24);
  CHECK(second.parts == 60);
  CHECK(dump(stores.to) == before);
}

TEST_CASE("a session that changed in the source is replaced") {
  const TwoStores stores(3);
  CHECK(stores.run().written == 3);
  stores.source->append_message("s1", make_turn("more"));
  stores.source->rename_session("s1", "renamed");
  const TransferReport report = stores.run();
  CHECK(report.written == 1);
  CHECK(report.unchanged == 2);
  CHECK(report.skipped.empty());
  check_equal(*stores.source, *stores.target);
}

TEST_CASE("a session that changed in the store is kept, and the difference named") {
  const TwoStores stores(2);
  CHECK(stores.run().written == 2);
  stores.target->rename_session("s1", "mine");
  CHECK(stores.run().skipped.empty());  // the source still is what was brought in
  stores.source->rename_session("s1", "theirs");
  const TransferReport report = stores.run();
  CHECK(report.written == 0);
  CHECK(report.unchanged == 1);
  CHECK(report.failed == 1);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s1");
  CHECK(stores.target->find_session("s1")->title == "mine");
}

TEST_CASE("a source that lost rows does not take them from the store") {
  const TwoStores stores(2);
  CHECK(stores.run().written == 2);
  run_sql(stores.from,
          "DELETE FROM ss_part WHERE session_id = 's0' AND message_seq = 2; "
          "UPDATE ss_session SET fingerprint = NULL WHERE id = 's0'");
  const TransferReport report = stores.run();
  CHECK(report.written == 0);
  REQUIRE(report.skipped.size() == 1);
  CHECK(report.skipped[0].source == "s0");
  CHECK(stores.target->status().parts == 10);
}

TEST_CASE("records that only the store has stay, when the session goes on in the source") {
  const TwoStores stores(1);
  stores.source->put_record("s0", make_record("only_here", "a", R"("kept")"));
  stores.source->put_record("s0", make_record("zzz", "", R"("kept too")"));
  CHECK(stores.run().written == 1);
  stores.source->delete_record("s0", "only_here", "a");
  stores.source->delete_record("s0", "zzz", "");
  // Nothing but less of it: nothing is to be done.
  const TransferReport less = stores.run();
  CHECK(less.written == 0);
  CHECK(less.unchanged == 1);
  CHECK(less.skipped.empty());

  stores.source->append_message("s0", make_turn("more", 1));
  const TransferReport more = stores.run();
  CHECK(more.written == 1);
  CHECK(more.verified == 1);
  CHECK(more.skipped.empty());
  CHECK(stores.target->read_records("s0").size() == stores.source->read_records("s0").size() + 2);
  CHECK(stores.target->find_session("s0")->message_count == 3);
  CHECK(verify_store(*stores.target).differences.empty());
  CHECK(stores.run().written == 0);
}

TEST_CASE("a stopped transfer leaves whole sessions, and the next one completes it") {
  const TwoStores stores(30);
  std::atomic<bool> stop = false;
  TransferOptions options;
  options.stop = &stop;
  options.on_progress = [&](const TransferProgress& progress) {
    if (progress.sessions_done > 3) stop = true;
  };
  const TransferReport stopped = transfer(*stores.source, *stores.target, options);
  CHECK(stopped.interrupted);
  CHECK(verify_store(*stores.target).differences.empty());
  for (const SessionEntry& entry : stores.target->inventory().sessions) {
    CHECK(fingerprint_of(*stores.target, entry.id) == fingerprint_of(*stores.source, entry.id));
  }
  CHECK(stores.run().verified == 30 - stopped.written);
  check_equal(*stores.source, *stores.target);
}

TEST_CASE("a transfer killed at any moment and run again ends as an undisturbed one",
          "[processes]") {
  const TwoStores undisturbed(200);
  CHECK(undisturbed.run().verified == 200);
  const std::string expected = dump(undisturbed.to);
  for (const int milliseconds : {5, 20, 40, 60, 90, 150}) {
    const std::string to =
        (undisturbed.directory.path() / ("killed" + std::to_string(milliseconds))).string();
    Process process({TESTS_HELPER, "transfer", undisturbed.from, to}, {});
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
    process.send(SIGKILL);
    process.wait();
    const ProcessResult again = run_process({TESTS_HELPER, "transfer", undisturbed.from, to});
    CHECK(again.err == "");
    CHECK(again.exit_code == 0);
    CHECK((dump(to) == expected));
    CHECK(verify_store(*open_sqlite(to)).differences.empty());
  }
}

TEST_CASE("two transfers at once end as one", "[processes]") {
  const TwoStores stores(60);
  Process first({TESTS_HELPER, "transfer", stores.from, stores.to}, {});
  Process second({TESTS_HELPER, "transfer", stores.from, stores.to}, {});
  for (Process* const process : {&first, &second}) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
    CHECK(result.out.ends_with(" 0\n"));
  }
  check_equal(*stores.source, *stores.target);
  CHECK(verify_store(*stores.target).differences.empty());
}

TEST_CASE("verification finds damage of each kind") {
  const TwoStores stores(3);
  CHECK(stores.run().written == 3);
  CHECK(verify_store(*stores.target).differences.empty());
  SECTION("a changed byte") {
    run_sql(stores.to, "UPDATE ss_part SET data = replace(data, 'text', 'teXt') WHERE rowid = 3");
  }
  SECTION("a lost row") { run_sql(stores.to, "DELETE FROM ss_part WHERE rowid = 3"); }
  SECTION("a lost record") { run_sql(stores.to, "DELETE FROM ss_record WHERE session_id = 's1'"); }
  SECTION("another order") {
    run_sql(stores.to, "UPDATE ss_part SET position = 99 - position WHERE session_id = 's1'");
  }
  SECTION("a reference to nothing") {
    run_sql(stores.to, "PRAGMA foreign_keys = OFF; DELETE FROM ss_message WHERE session_id = 's1'");
  }
  CHECK_FALSE(verify_store(*stores.target).differences.empty());
}

TEST_CASE("verification finds lost rows of a session that nobody has fingerprinted") {
  const TwoStores stores(1);
  SECTION("a part") { run_sql(stores.from, "DELETE FROM ss_part WHERE position = 1"); }
  SECTION("a message") {
    run_sql(stores.from,
            "DELETE FROM ss_part WHERE message_seq = 2; "
            "DELETE FROM ss_message WHERE seq = 2");
  }
  CHECK_FALSE(verify_store(*stores.source).differences.empty());
}

}  // namespace sessionstore::tests
