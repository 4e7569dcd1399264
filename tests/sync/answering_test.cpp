// Two lines of a session, in one of which an agent is answering: its rows must not go from under
// it.
#include <catch2/catch.hpp>

#include "sync/replicas.h"

namespace sessionstore::tests {
namespace {

using Said = std::vector<std::string>;

constexpr Millis kBegun = 1'000'000'000;

Turn answer(const std::string& members) {
  Turn turn = saying("answer", "on its way");
  turn.message.role = "assistant";
  turn.message.created = kBegun;
  turn.message.data = json::Document::parse(R"({"role":"assistant","time":{"created":1)" + members);
  return turn;
}

struct Team {
  Team() {
    alice.store->create_session(make_session("s"));
    alice.sync_with(*store);
    store->append_message("s", saying("other", "bob went on"));
  }
  SyncReport sync(Millis seconds_later) {
    SyncOptions options;
    options.clock = [seconds_later] { return kBegun + seconds_later * 1'000; };
    return alice.sync_with(*store, options);
  }

  std::unique_ptr<SessionStore> store = open_sqlite(":memory:");
  Machine alice{"alice"};
};

TEST_CASE("a session that is being answered in is split once the answer is there") {
  Team team;
  team.alice.store->append_message(
      "s", answer(GENERATE("}}", R"(,"completed":2},"finish":"tool-calls"})")));
  const SyncReport waiting = team.sync(60);
  CHECK(waiting.conflicts.empty());
  REQUIRE(waiting.transfer.skipped.size() == 1);
  CHECK_THAT(waiting.transfer.skipped.front().reason, Catch::Contains("being answered"));
  CHECK(said_in(*team.alice.store, "s") == Said{"on its way"});
  CHECK(session_ids(*team.store).size() == 1);

  SessionArchive done = archive_session(*team.alice.store, "s");
  done.turns.back() = answer(R"(,"completed":3},"finish":"stop"})");
  restore_session(*team.alice.store, done, team.alice.store->find_stored("s")->fingerprint);
  CHECK(team.sync(61).conflicts.size() == 1);
}

TEST_CASE("an answer that was cut off long ago keeps nobody waiting") {
  Team team;
  team.alice.store->append_message("s", answer("}}"));
  CHECK(team.sync(3'600).conflicts.size() == 1);
}

TEST_CASE("an answer that failed keeps nobody waiting") {
  Team team;
  team.alice.store->append_message("s", answer(R"(},"error":{"name":"MessageAbortedError"}})"));
  CHECK(team.sync(1).conflicts.size() == 1);
}

}  // namespace
}  // namespace sessionstore::tests
