// A backup is put back on one side: what it lacks was not removed by anybody.
#include <catch2/catch.hpp>
#include <filesystem>

#include "support/temporary_directory.h"
#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// A store whose clock goes on by a second with every look at it.
std::unique_ptr<SessionStore> ticking_store() {
  sqlite::ProviderParts parts = sqlite::default_parts();
  parts.clock = [now = std::make_shared<Millis>(make_session("s").updated)] {
    return *now += 1'000;
  };
  return open_sqlite(":memory:", std::move(parts));
}

/// A machine and a store that are alike, with a copy of their one session as it was before.
struct Restored {
  Restored() {
    alice.store = ticking_store();
    alice.store->create_session(make_session("s"));
    alice.store->append_message("s", saying("m1", "hello"));
    backup = archive_session(*alice.store, "s");
    alice.store->update_part("s", "m1", text_part("m1-part", "hello, all of it"));
    alice.store->append_message("s", saying("m2", "more"));
    alice.store->rename_session("s", "renamed");
    alice.store->put_record("s", make_record("todo", "", R"("new")"));
    alice.sync_with(*store);
  }
  /// The session as it was, without the tombstone that a deletion would leave.
  void put_back(SessionStore& side) const {
    restore_session(side, backup, side.find_stored("s")->fingerprint);
  }
  void require_all_there() {
    for (SessionStore* const side : {store.get(), alice.store.get()}) {
      CHECK(said_in(*side, "s") == Said{"hello, all of it", "more"});
      CHECK(side->find_session("s")->title == "renamed");
      CHECK(side->read_records("s").size() == 1);
    }
    CHECK(state_of(*alice.store) == state_of(*store));
    CHECK(alice.sync_with(*store).steps.empty());
  }

  std::unique_ptr<SessionStore> store = ticking_store();
  Machine alice{"alice"};
  SessionArchive backup;
};

TEST_CASE("a session that an older backup has set back gets again what it had") {
  Restored restored;
  const bool local = GENERATE(true, false);
  restored.put_back(local ? *restored.alice.store : *restored.store);
  const SyncReport report = restored.alice.sync_with(*restored.store);
  CHECK(report.conflicts.empty());
  REQUIRE(report.steps.size() == 1);
  CHECK(report.steps.front().action == (local ? SyncStep::Action::pull : SyncStep::Action::push));
  restored.require_all_there();
}

TEST_CASE("one direction alone leaves a session that was set back for the next sync") {
  Restored restored;
  const bool local = GENERATE(true, false);
  restored.put_back(local ? *restored.alice.store : *restored.store);
  if (local) {
    restored.alice.push_to(*restored.store);
    CHECK(said_in(*restored.store, "s") == Said{"hello, all of it", "more"});
    restored.alice.pull_from(*restored.store);
  } else {
    restored.alice.pull_from(*restored.store);
    CHECK(said_in(*restored.alice.store, "s") == Said{"hello, all of it", "more"});
    restored.alice.push_to(*restored.store);
  }
  restored.require_all_there();
}

TEST_CASE("both sides set back lose nothing that one of them still has") {
  Restored restored;
  restored.put_back(*restored.alice.store);
  SessionArchive other = restored.backup;
  other.turns.clear();
  other.session.updated -= 1;
  restore_session(*restored.store, other, restored.store->find_stored("s")->fingerprint);
  CHECK(restored.alice.sync_with(*restored.store).conflicts.empty());
  CHECK(said_in(*restored.store, "s") == Said{"hello"});
  CHECK(state_of(*restored.alice.store) == state_of(*restored.store));
}

TEST_CASE("before a session loses messages to the other side's removal it is copied") {
  Restored restored;
  SessionArchive shorter = archive_session(*restored.alice.store, "s");
  shorter.turns.pop_back();
  const bool local = GENERATE(true, false);
  SessionStore& remover = local ? *restored.alice.store : *restored.store;
  SessionStore& loser = local ? *restored.store : *restored.alice.store;
  restore_session(remover, shorter, remover.find_stored("s")->fingerprint);
  std::vector<Said> copied;
  SyncOptions options;
  options.before_loss = [&](SessionSource& /*side*/, const std::string& id) {
    copied.push_back(said_in(loser, id));
  };
  CHECK(restored.alice.sync_with(*restored.store, options).conflicts.empty());
  CHECK(copied == std::vector<Said>{{"hello, all of it", "more"}});
  CHECK(said_in(loser, "s") == Said{"hello, all of it"});
}

TEST_CASE("a text that an older backup may have set back is copied before it replaces another") {
  Restored restored;
  SessionArchive older = archive_session(*restored.alice.store, "s");
  older.session.updated = restored.backup.session.updated;
  older.turns.front() = restored.backup.turns.front();
  const bool local = GENERATE(true, false);
  SessionStore& side = local ? *restored.alice.store : *restored.store;
  SessionStore& other = local ? *restored.store : *restored.alice.store;
  restore_session(side, older, side.find_stored("s")->fingerprint);
  std::vector<Said> copied;
  SyncOptions options;
  options.before_loss = [&](SessionSource& /*side*/, const std::string& id) {
    copied.push_back(said_in(other, id));
  };
  CHECK(restored.alice.sync_with(*restored.store, options).conflicts.empty());
  CHECK(copied == std::vector<Said>{{"hello, all of it", "more"}});
  // Clocks differ: nobody can tell it from a change.
  CHECK(said_in(other, "s") == Said{"hello", "more"});
}

TEST_CASE("to restore copies a text before it is replaced, whatever the session's time") {
  Restored restored;
  SessionArchive older = archive_session(*restored.alice.store, "s");
  older.turns.front() = restored.backup.turns.front();
  restore_session(*restored.alice.store, older,
                  restored.alice.store->find_stored("s")->fingerprint);
  std::vector<Said> copied;
  SyncOptions options;
  options.restore = true;
  options.before_loss = [&](SessionSource& /*side*/, const std::string& id) {
    copied.push_back(said_in(*restored.store, id));
  };
  CHECK(restored.alice.sync_with(*restored.store, options).conflicts.empty());
  CHECK(copied == std::vector<Said>{{"hello, all of it", "more"}});
}

TEST_CASE("sessions that a store lost with a backup put back were not deleted on it") {
  const TemporaryDirectory place;
  const std::filesystem::path file = place.path() / "store.db";
  const std::filesystem::path backup = place.path() / "backup.db";
  Machine alice("alice");
  alice.store->create_session(make_session("s"));
  alice.sync_with(*open_sqlite(file));
  std::filesystem::copy_file(file, backup);
  alice.store->create_session(make_session("later"));
  alice.sync_with(*open_sqlite(file));
  std::filesystem::rename(backup, file);
  const auto store = open_sqlite(file);
  REQUIRE(session_ids(*store) == Said{"s"});
  CHECK(alice.sync_with(*store).conflicts.empty());
  CHECK(session_ids(*store).size() == 2);
  CHECK(session_ids(*alice.store).size() == 2);
}

TEST_CASE("a run cut short after it found a backup put back deletes nothing in the next one") {
  Machine alice("alice");
  alice.store = ticking_store();
  const auto store = ticking_store();
  alice.store->create_session(make_session("s"));
  const SessionArchive backup = archive_session(*alice.store, "s");
  alice.store->append_message("s", saying("m1", "hello"));
  alice.store->create_session(make_session("later"));
  alice.sync_with(*store);
  restore_session(*alice.store, backup, alice.store->find_stored("s")->fingerprint);
  alice.store->remove_session("later", alice.store->find_stored("later")->fingerprint);
  SyncOptions options;
  // As cut short: only the session that was set back is dealt with.
  options.scope.sessions.insert("s");
  REQUIRE(alice.sync_with(*store, options).steps.size() == 1);
  CHECK(alice.sync_with(*store).conflicts.empty());
  CHECK(session_ids(*store).size() == 2);
  CHECK(session_ids(*alice.store).size() == 2);
}

TEST_CASE("to restore keeps what came after an undo that the backup does not know of") {
  Machine alice("alice");
  const auto store = ticking_store();
  alice.store = ticking_store();
  alice.store->create_session(make_session("s"));
  alice.store->append_message("s", saying("m1", "hello"));
  SessionArchive undone = archive_session(*alice.store, "s");
  alice.store->append_message("s", saying("m2", "oops"));
  const SessionArchive backup = archive_session(*alice.store, "s");
  restore_session(*alice.store, undone, alice.store->find_stored("s")->fingerprint);
  alice.store->append_message("s", saying("m3", "better"));
  alice.sync_with(*store);
  restore_session(*alice.store, backup, alice.store->find_stored("s")->fingerprint);
  SyncOptions options;
  options.restore = true;
  const SyncReport report = alice.sync_with(*store, options);
  REQUIRE(report.conflicts.size() == 1);
  for (SessionStore* const side : {store.get(), alice.store.get()}) {
    CHECK(said_in(*side, "s") == Said{"hello", "better"});
    CHECK(said_in(*side, report.conflicts.front().fork) == Said{"hello", "oops"});
  }
  CHECK(alice.sync_with(*store).steps.empty());
}

}  // namespace
}  // namespace sessionstore::tests
