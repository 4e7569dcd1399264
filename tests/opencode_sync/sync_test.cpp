// Two people with the real OpenCode, each with a home and a checkout of their own, and one MariaDB
// between them.
#include <catch2/catch.hpp>
#include <future>

#include "opencode/opencode_server.h"
#include "opencode_sync/team.h"
#include "resilience/server_database.h"
#include "support/sqlite_store.h"

using namespace sessionstore;
using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using Json = nlohmann::json;
using Said = std::vector<std::string>;

namespace {

constexpr const char* kNewest = "1.18.34";

std::string dsn_of(const Settings& settings) {
  return settings.at("username") + ":" + settings.at("password") +
         "@tcp(127.0.0.1:" + settings.at("port") + ")/" + settings.at("database") + "?tls=false";
}

/// Alice has a session, and Bob some other one of his own.
struct Team {
  explicit Team(const std::string& alices = kNewest, const std::string& bobs = kNewest)
      : alice("alice", alices, dsn_of(database.settings())),
        bob("bob", bobs, dsn_of(database.settings())) {
    // At the same time, for most of each run is the program's start.
    auto other = std::async(std::launch::async, [&] { return bob.say("Something else"); });
    session = alice.say("Remember the number 4711");
    bobs_own = other.get();
  }
  void share() const {
    alice.sync_well();
    bob.sync_well();
  }
  /// Both go on with it, and neither knows of the other.
  void go_on_apart() const {
    auto other = std::async(std::launch::async, [&] { return bob.say("Walrus of Bob", session); });
    CHECK(alice.say("Ibex of Alice", session) == session);
    CHECK(other.get() == session);
  }
  /// What is in the store and in both databases, which is to be the same.
  void require_alike() const {
    for (const Member* const member : {&alice, &bob}) {
      const SyncRun run = member->sync();
      INFO(run.report.dump(1));
      CHECK(run.exit_code == 0);
      CHECK(run.report["steps"].empty());
    }
  }

  ServerDatabase database{*find_server("mariadb")};
  Member alice;
  Member bob;
  std::string session;
  std::string bobs_own;
};

bool holds(const Said& said, const std::string& text) {
  return std::ranges::any_of(
      said, [&](const std::string& message) { return message.find(text) != std::string::npos; });
}

std::string only_fork(const SyncRun& run) {
  INFO(run.report.dump(1));
  REQUIRE(run.exit_code == 3);
  REQUIRE(run.report["conflicts"].size() == 1);
  return run.report["conflicts"][0]["fork"];
}

}  // namespace

TEST_CASE("a session goes on by turns on two machines", "[opencode]") {
  const std::string alices = GENERATE(as<std::string>(), "1.18.34", "1.2.27");
  INFO("from " << alices);
  const Team team(alices);
  team.share();
  const auto listed = team.bob.listed();
  CHECK(listed.contains(team.session));
  CHECK(listed.contains(team.bobs_own));
  CHECK(team.bob.say("And the word walrus", team.session) == team.session);
  CHECK_THAT(team.bob.opencode().last_conversation(), Contains("4711"));
  team.bob.sync_well();
  team.alice.sync_well();
  CHECK(team.alice.said(team.session) == team.bob.said(team.session));
  CHECK(team.alice.said(team.session).size() == 4);
  CHECK(team.alice.say("What was it?", team.session) == team.session);
  CHECK_THAT(team.alice.opencode().last_conversation(), Contains("4711") && Contains("walrus"));
  CHECK(team.alice.titles().size() == 2);
  team.share();
  team.require_alike();
}

TEST_CASE("two continuations become two sessions, which both go on", "[opencode]") {
  const bool alice_first = GENERATE(true, false);
  INFO((alice_first ? "Alice" : "Bob") << " syncs first");
  const Team team;
  team.share();
  team.go_on_apart();
  const Member& first = alice_first ? team.alice : team.bob;
  const Member& second = alice_first ? team.bob : team.alice;
  const std::string firsts = alice_first ? "Ibex of Alice" : "Walrus of Bob";
  const std::string seconds = alice_first ? "Walrus of Bob" : "Ibex of Alice";
  first.sync_well();
  const std::string fork = only_fork(second.sync());
  first.sync_well();
  CHECK(first.listed().contains(fork));
  for (const Member* const member : {&first, &second}) {
    CHECK_THAT(member->titles().at(fork), Contains("fork from"));
    const Said kept = member->said(team.session);
    const Said forked = member->said(fork);
    CHECK(kept.size() == 4);
    CHECK(forked.size() == 4);
    CHECK((holds(kept, firsts) && !holds(kept, seconds)));
    CHECK((holds(forked, seconds) && !holds(forked, firsts)));
  }
  // Each on the other's line.
  auto going = std::async(std::launch::async, [&] { return first.say("On the fork", fork); });
  CHECK(second.say("On the other", team.session) == team.session);
  CHECK(going.get() == fork);
  CHECK_THAT(first.opencode().last_conversation(), Contains("4711") && Contains(seconds));
  CHECK_THAT(second.opencode().last_conversation(), Contains("4711") && Contains(firsts));
  first.sync_well();
  second.sync_well();
  first.sync_well();
  CHECK(first.said(fork).size() == 6);
  CHECK(first.said(fork) == second.said(fork));
  CHECK(first.said(team.session) == second.said(team.session));
  team.require_alike();
}

TEST_CASE("a text rewritten in place, a new title and a deletion go over", "[opencode]") {
  const Team team;
  team.share();
  // As long as before, and no time is another.
  team.bob.execute("UPDATE part SET data = replace(data, '4711', '1174')");
  {
    OpenCodeServer server(team.alice.opencode());
    REQUIRE(
        server.request("PATCH", "/session/" + team.session, R"({"title":"Renamed — 改"})").status ==
        200);
    server.stop();
  }
  team.bob.sync_well();
  team.alice.sync_well();
  team.bob.sync_well();
  CHECK(holds(team.alice.said(team.session), "1174"));
  CHECK_FALSE(holds(team.alice.said(team.session), "4711"));
  CHECK(team.bob.titles().at(team.session) == "Renamed — 改");
  team.require_alike();

  // Alice deletes hers, and Bob goes on with it; and she deletes his, which he leaves alone.
  CHECK(team.bob.say("Still here", team.session) == team.session);
  for (const std::string& gone : {team.session, team.bobs_own}) {
    REQUIRE(team.alice.opencode().command({"session", "delete", gone}).exit_code == 0);
  }
  CHECK(team.alice.say("A new one") != team.session);
  const bool deletion_first = GENERATE(true, false);
  const Member& first = deletion_first ? team.alice : team.bob;
  const Member& second = deletion_first ? team.bob : team.alice;
  const SyncRun run = first.sync();
  const SyncRun other = second.sync();
  INFO(run.report.dump(1) << other.report.dump(1));
  CHECK(run.exit_code == 0);
  CHECK(other.exit_code == 3);
  static_cast<void>(first.sync());
  for (const Member* const member : {&team.alice, &team.bob}) {
    CHECK(holds(member->said(team.session), "Still here"));
    CHECK_FALSE(member->titles().contains(team.bobs_own));
  }
  team.require_alike();
}

TEST_CASE("the same first push from both at once makes one of each", "[opencode]") {
  const Team team;
  // Bob gets Alice's history by hand, as with a home that was copied.
  const auto tables = {"project", "session", "message", "part"};
  std::string copy = "ATTACH '" + team.alice.opencode().database().string() + "' AS other;";
  for (const char* const table : tables) {
    copy +=
        std::string("INSERT OR IGNORE INTO main.") + table + " SELECT * FROM other." + table + ";";
  }
  team.bob.execute(copy);
  const auto alices = team.alice.start_sync();
  const auto bobs = team.bob.start_sync();
  for (Process* const process : {alices.get(), bobs.get()}) {
    const ProcessResult result = process->wait();
    INFO(result.out << result.err);
    CHECK(result.exit_code == 0);
  }
  team.share();
  CHECK(team.alice.titles() == team.bob.titles());
  CHECK(team.alice.titles().size() == 2);
  team.require_alike();
}
