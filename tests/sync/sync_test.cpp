#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// Two people and their team's store, with one session that all have.
struct TwoMachines {
  TwoMachines() {
    alice.store->create_session(make_session("s"));
    alice.store->append_message("s", saying("m1", "hello"));
    alice.sync_with(*store);
    bob.sync_with(*store);
  }
  void require_alike() {
    CHECK(state_of(*alice.store) == state_of(*store));
    CHECK(state_of(*bob.store) == state_of(*store));
  }

  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Machine bob{"bob"};
};

TEST_CASE("what one side has the other gets") {
  TwoMachines team;
  CHECK(said_in(*team.bob.store, "s") == Said{"hello"});
  team.require_alike();
}

TEST_CASE("a sync with nothing new moves nothing") {
  TwoMachines team;
  const SyncReport report = team.alice.sync_with(*team.store);
  CHECK(report.steps.empty());
  CHECK(report.transfer.sessions == 1);
  CHECK(report.transfer.unchanged == 1);
  CHECK(report.transfer.written == 0);
  CHECK(report.transfer.messages == 1);
  CHECK(report.transfer.parts == 1);
}

TEST_CASE("what one side adds goes over") {
  TwoMachines team;
  team.alice.store->append_message("s", saying("m2", "more"));
  CHECK(team.alice.sync_with(*team.store).transfer.written == 1);
  CHECK(team.bob.sync_with(*team.store).transfer.written == 1);
  CHECK(said_in(*team.bob.store, "s") == Said{"hello", "more"});
  team.require_alike();
}

TEST_CASE("what one side rewrites goes over, whatever its time says") {
  TwoMachines team;
  team.bob.store->update_part("s", "m1", text_part("m1-part", "HELLO"));
  team.bob.sync_with(*team.store);
  team.alice.sync_with(*team.store);
  CHECK(said_in(*team.alice.store, "s") == Said{"HELLO"});
  team.require_alike();
}

TEST_CASE("changes of different rows are united") {
  TwoMachines team;
  team.alice.store->append_message("s", saying("m2", "more"));
  team.bob.store->update_part("s", "m1", text_part("m1-part", "HELLO"));
  team.bob.store->rename_session("s", "renamed");
  team.alice.sync_with(*team.store);
  const SyncReport report = team.bob.sync_with(*team.store);
  REQUIRE(report.steps.size() == 1);
  CHECK(report.steps.front().action == SyncStep::Action::merge);
  CHECK(report.conflicts.empty());
  team.alice.sync_with(*team.store);
  CHECK(said_in(*team.alice.store, "s") == Said{"HELLO", "more"});
  CHECK(team.alice.store->find_session("s")->title == "renamed");
  team.require_alike();
}

TEST_CASE("two continuations become two sessions") {
  TwoMachines team;
  team.alice.store->append_message("s", saying("ma", "alice went on"));
  team.bob.store->append_message("s", saying("mb", "bob went on"));
  team.alice.sync_with(*team.store);
  const SyncReport report = team.bob.sync_with(*team.store);
  REQUIRE(report.conflicts.size() == 1);
  const std::string fork = report.conflicts.front().fork;
  CHECK(report.conflicts.front().session == "s");
  CHECK(said_in(*team.bob.store, "s") == Said{"hello", "alice went on"});
  CHECK(said_in(*team.bob.store, fork) == Said{"hello", "bob went on"});
  CHECK_THAT(team.bob.store->find_session(fork)->title,
             Catch::Contains("fork from author-of-bob@bob"));
  team.alice.sync_with(*team.store);
  CHECK(said_in(*team.alice.store, fork) == Said{"hello", "bob went on"});
  team.require_alike();
  CHECK(team.bob.sync_with(*team.store).conflicts.empty());
}

TEST_CASE("one row that both changed makes two sessions") {
  TwoMachines team;
  team.alice.store->update_part("s", "m1", text_part("m1-part", "by alice"));
  team.bob.store->update_part("s", "m1", text_part("m1-part", "by bob"));
  team.alice.sync_with(*team.store);
  const SyncReport report = team.bob.sync_with(*team.store);
  REQUIRE(report.conflicts.size() == 1);
  CHECK(said_in(*team.store, "s") == Said{"by alice"});
  CHECK(said_in(*team.store, report.conflicts.front().fork) == Said{"by bob"});
  team.alice.sync_with(*team.store);
  team.require_alike();
}

TEST_CASE("a title that both set is a conflict that keeps both") {
  TwoMachines team;
  team.alice.store->rename_session("s", "of alice");
  team.bob.store->rename_session("s", "of bob");
  team.alice.sync_with(*team.store);
  const SyncReport report = team.bob.sync_with(*team.store);
  REQUIRE(report.conflicts.size() == 1);
  const SyncConflict& conflict = report.conflicts.front();
  CHECK(conflict.fork.empty());
  CHECK(conflict.field == "title");
  CHECK(conflict.local_value == R"("of bob")");
  CHECK(team.bob.store->find_session("s")->title == "of alice");
  team.require_alike();
  CHECK(team.bob.journal->conflicts({team.bob.store->identity(), team.store->identity()}, false)
            .size() == 1);
}

TEST_CASE("a todo list that both changed is that of who went on, and the other is kept") {
  TwoMachines team;
  team.alice.store->put_record("s", make_record("todo", "", R"("of alice")"), std::nullopt);
  team.bob.store->put_record("s", make_record("todo", "", R"("of bob")"), std::nullopt);
  const bool bob_goes_on = GENERATE(true, false);
  if (bob_goes_on) team.bob.store->append_message("s", saying("m2", "more"));
  team.alice.sync_with(*team.store);
  const SyncReport report = team.bob.sync_with(*team.store);
  REQUIRE(report.conflicts.size() == 1);
  CHECK(report.conflicts.front().field == "record todo");
  CHECK(report.conflicts.front().local_value == R"("of bob")");
  CHECK(report.conflicts.front().remote_value == R"("of alice")");
  team.alice.sync_with(*team.store);
  CHECK(team.store->read_records("s").front().data.text() ==
        (bob_goes_on ? R"("of bob")" : R"("of alice")"));
  team.require_alike();
}

TEST_CASE("a deletion goes over") {
  TwoMachines team;
  team.alice.store->delete_session("s");
  team.alice.sync_with(*team.store);
  CHECK(session_ids(*team.store).empty() == false);  // all that alice had: hers is a new copy
  CHECK(said_in(*team.alice.store, "s") == Said{"hello"});
  team.alice.store->create_session(make_session("other"));
  team.alice.sync_with(*team.store);
  team.alice.store->delete_session("s");
  team.alice.sync_with(*team.store);
  CHECK(session_ids(*team.store) == Said{"other"});
  team.bob.sync_with(*team.store);
  CHECK(session_ids(*team.bob.store) == Said{"other"});
}

TEST_CASE("a session that went on elsewhere comes back to where it was deleted") {
  TwoMachines team;
  team.alice.store->create_session(make_session("other"));
  team.alice.store->delete_session("s");
  team.bob.store->append_message("s", saying("m2", "more"));
  const bool deletion_first = GENERATE(true, false);
  if (deletion_first) team.alice.sync_with(*team.store);
  const SyncReport bobs = team.bob.sync_with(*team.store);
  const SyncReport alices = team.alice.sync_with(*team.store);
  team.bob.sync_with(*team.store);
  CHECK((deletion_first ? bobs : alices).conflicts.size() == 1);
  CHECK(said_in(*team.alice.store, "s") == Said{"hello", "more"});
  team.require_alike();
}

TEST_CASE("a deletion does not take along what its side has never seen") {
  TwoMachines team;
  team.alice.store->create_session(make_session("other"));
  team.bob.store->append_message("s", saying("m2", "by bob"));
  team.bob.sync_with(*team.store);
  if (GENERATE(true, false)) team.alice.store->rename_session("s", "renamed");
  team.alice.push_to(*team.store);  // and not bob's message to her
  team.alice.store->delete_session("s");
  CHECK(team.alice.sync_with(*team.store).conflicts.size() == 1);
  CHECK(said_in(*team.alice.store, "s") == Said{"hello", "by bob"});
  CHECK(said_in(*team.store, "s") == Said{"hello", "by bob"});
}

TEST_CASE("many deletions at once are held back") {
  TwoMachines team;
  for (int i = 0; i < 12; ++i)
    team.alice.store->create_session(make_session("x" + std::to_string(i)));
  team.alice.sync_with(*team.store);
  for (int i = 0; i < 11; ++i) team.alice.store->delete_session("x" + std::to_string(i));
  CHECK(team.alice.sync_with(*team.store).transfer.skipped.size() == 1);
  CHECK(session_ids(*team.store).size() == 13);
  SyncOptions options;
  options.restore = true;
  team.alice.sync_with(*team.store, options);
  CHECK(session_ids(*team.alice.store).size() == 13);
  team.bob.sync_with(*team.store);
  team.require_alike();
}

TEST_CASE("push and pull carry one way, and a sync later the rest") {
  TwoMachines team;
  team.alice.store->append_message("s", saying("m2", "more"));
  team.bob.store->update_part("s", "m1", text_part("m1-part", "HELLO"));
  team.bob.push_to(*team.store);
  team.alice.pull_from(*team.store);
  CHECK(said_in(*team.alice.store, "s") == Said{"HELLO", "more"});
  CHECK(said_in(*team.store, "s") == Said{"HELLO"});
  team.alice.push_to(*team.store);
  CHECK(said_in(*team.store, "s") == Said{"HELLO", "more"});
  team.bob.pull_from(*team.store);
  team.require_alike();
}

TEST_CASE("copies that never met are joined where one is the beginning of the other") {
  TwoMachines team;
  Machine carol{"carol"};
  carol.store->create_session(make_session("s"));
  carol.store->append_message("s", saying("m1", "hello"));
  carol.store->append_message("s", saying("m2", "more"));
  CHECK(carol.sync_with(*team.store).conflicts.empty());
  team.alice.sync_with(*team.store);
  CHECK(said_in(*team.alice.store, "s") == Said{"hello", "more"});
  CHECK(state_of(*carol.store) == state_of(*team.store));
}

TEST_CASE("a session that has come into another project is not taken for deleted") {
  TwoMachines team;
  team.alice.store->create_session(make_session("other"));
  team.alice.sync_with(*team.store);
  SessionArchive moved = archive_session(*team.alice.store, "s");
  moved.session.project_id = "elsewhere";
  const bool on_local_side = GENERATE(true, false);
  SessionStore& side = on_local_side ? *team.alice.store : *team.store;
  restore_session(side, moved, side.find_stored("s")->fingerprint);
  SyncOptions options;
  options.scope.project_id = make_session("s").project_id;
  team.alice.sync_with(*team.store, options);
  CHECK(team.store->find_session("s"));
  CHECK(team.alice.store->find_session("s"));
}

TEST_CASE("a plan writes nothing") {
  TwoMachines team;
  team.alice.store->append_message("s", saying("m2", "more"));
  team.alice.store->create_session(make_session("new"));
  SyncOptions options;
  options.dry_run = true;
  const auto before = state_of(*team.store);
  CHECK(team.alice.sync_with(*team.store, options).steps.size() == 2);
  CHECK(state_of(*team.store) == before);
}

}  // namespace
}  // namespace sessionstore::tests
