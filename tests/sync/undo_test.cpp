// An agent's undo only marks where it begins: what stands behind the mark is removed by the next
// prompt, whoever wrote it and wherever that prompt is given.
#include <sessionstore/json/edit.h>

#include <array>
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

/// Marks a session as undone from a message on; with an empty one, as not undone any more.
void undo(SessionStore& store, const std::string& message) {
  constexpr std::array<std::string_view, 1> kRevert{"revert"};
  SessionArchive archive = archive_session(store, "s");
  const std::string mark = message.empty() ? "null" : R"({"messageID":")" + message + R"("})";
  archive.session.data = json::with_member(archive.session.data, kRevert, mark);
  restore_session(store, archive, store.find_stored("s")->fingerprint);
}

bool is_undone(SessionStore& store, const std::string& id) {
  return store.find_session(id)->data.text().find("messageID") != std::string::npos;
}

struct UndoingTeam {
  UndoingTeam() {
    alice.store->create_session(make_session("s"));
    alice.store->append_message("s", saying("m1", "hello"));
    alice.store->append_message("s", saying("m2", "oops"));
    alice.sync_with(*store);
    bob.sync_with(*store);
  }

  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
  Machine bob{"bob"};
};

TEST_CASE("an undo on one side and a continuation on the other become two sessions") {
  UndoingTeam team;
  undo(*team.alice.store, "m2");
  team.bob.store->append_message("s", saying("m3", "go on"));
  const bool undo_first = GENERATE(true, false);
  Machine& first = undo_first ? team.alice : team.bob;
  Machine& second = undo_first ? team.bob : team.alice;
  CHECK(first.sync_with(*team.store).conflicts.empty());
  const SyncReport report = second.sync_with(*team.store);
  REQUIRE(report.conflicts.size() == 1);
  CHECK(report.conflicts.front().reason == "one side undid messages while the other went on");
  first.sync_with(*team.store);
  const std::string fork = report.conflicts.front().fork;
  const std::string undone = undo_first ? "s" : fork;
  const std::string continued = undo_first ? fork : "s";
  for (const Machine* const machine : {&team.alice, &team.bob}) {
    CHECK(is_undone(*machine->store, undone));
    CHECK(said_in(*machine->store, undone) == Said{"hello", "oops"});
    CHECK_FALSE(is_undone(*machine->store, continued));
    CHECK(said_in(*machine->store, continued) == Said{"hello", "oops", "go on"});
  }
  CHECK(state_of(*team.alice.store) == state_of(*team.bob.store));
  CHECK(team.alice.sync_with(*team.store).steps.empty());
  CHECK(team.bob.sync_with(*team.store).steps.empty());
}

TEST_CASE("an undo that nobody went on with goes over, and so does taking it back") {
  UndoingTeam team;
  undo(*team.alice.store, "m2");
  team.bob.store->put_record("s", make_record("todo", "", R"("new")"));
  CHECK(team.alice.sync_with(*team.store).conflicts.empty());
  CHECK(team.bob.sync_with(*team.store).conflicts.empty());
  CHECK(is_undone(*team.bob.store, "s"));
  undo(*team.bob.store, "");
  team.bob.store->append_message("s", saying("m3", "go on"));
  CHECK(team.bob.sync_with(*team.store).conflicts.empty());
  CHECK(team.alice.sync_with(*team.store).conflicts.empty());
  CHECK_FALSE(is_undone(*team.alice.store, "s"));
  CHECK(said_in(*team.alice.store, "s") == Said{"hello", "oops", "go on"});
}

}  // namespace
}  // namespace sessionstore::tests
