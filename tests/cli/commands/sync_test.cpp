// push, pull, sync and conflicts between two people's stores and a third one that they share.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using SyncJson = nlohmann::json;

namespace {

/// Two people, one of whom has a history, and the store between them.
struct Two {
  Home alice;
  Home bob;
  std::string shared = "sqlite:" + (alice.path() / "shared.db").string();

  Two() { alice.put_store(); }

  SyncJson run(const Home& home, std::vector<std::string> arguments, int expected_exit = 0) const {
    arguments.insert(arguments.end(),
                     {"--local", "sqlite:~/.opencode/sessionstore.db", "--remote", shared});
    return home.run_json(std::move(arguments), expected_exit);
  }
  SyncJson sync(const Home& home, int expected_exit = 0) const {
    return run(home, {"sync", "--all-projects"}, expected_exit);
  }
  /// A session that both have.
  [[nodiscard]] std::string common() const {
    CHECK(sync(alice)["written"] == 32);
    CHECK(sync(bob)["written"] == 32);
    return bob.all_sessions().front()["id"];
  }
  /// Both rename it, and Alice is the first to sync.
  [[nodiscard]] SyncJson contested_title(const std::string& id) const {
    CHECK(alice.run({"rename", id, "Alice's"}).exit_code == 0);
    CHECK(bob.run({"rename", id, "Bob's"}).exit_code == 0);
    CHECK(sync(alice)["conflicts"].empty());
    return sync(bob, 3)["conflicts"];
  }
  /// The title that the store has.
  [[nodiscard]] std::string title(const std::string& id) const {
    return bob.run_json({"--store", shared, "show", id})["session"]["title"];
  }
};

/// Another text in the last part of a session, as an agent writes it.
void go_on(const Home& home, const std::string& id, const std::string& text) {
  home.execute("UPDATE ss_session SET fingerprint = NULL, revision = revision + 1 WHERE id = '" +
               id + "'");
  home.execute(
      "INSERT INTO ss_message SELECT session_id, max(seq) + 1, 'msg_" + text +
      "', role, created, updated, 0, 0, 0, 99, data, hash, NULL FROM ss_message WHERE session_id "
      "= '" +
      id + "'");
  home.execute("UPDATE ss_session SET message_count = message_count + 1 WHERE id = '" + id + "'");
}

}  // namespace

TEST_CASE("sync carries a history to another machine, and then nothing") {
  const Two two;
  const SyncJson pushed = two.sync(two.alice);
  CHECK(pushed["written"] == 32);
  CHECK(pushed["steps"].size() == 32);
  CHECK(pushed["conflicts"].empty());
  CHECK(two.sync(two.bob)["steps"].front()["action"] == "pull");
  const SyncJson again = two.sync(two.bob);
  CHECK(again["unchanged"] == 32);
  CHECK(again["parts"] == 241);
  CHECK(again["steps"].empty());
}

TEST_CASE("a plan is shown and not carried out") {
  const Two two;
  const SyncJson plan = two.run(two.alice, {"push", "--all-projects", "--dry-run"});
  CHECK(plan["steps"].size() == 32);
  CHECK(plan["written"] == 0);
  CHECK(two.run(two.bob, {"pull", "--all-projects"})["sessions"] == 0);
}

TEST_CASE("single sessions go with their children") {
  const Two two;
  std::string parent;
  for (const SyncJson& session : two.alice.all_sessions()) {
    if (!session["parent"].is_null()) parent = session["parent"];
  }
  REQUIRE_FALSE(parent.empty());
  const SyncJson report = two.run(two.alice, {"push", parent});
  CHECK(report["written"] > 1);
  CHECK(report["written"] < 32);
  two.run(two.alice, {"push", "no-such-session"}, 10);
}

TEST_CASE("a title that both set is settled, and that is taken back") {
  const Two two;
  const std::string id = two.common();
  const SyncJson conflicts = two.contested_title(id);
  REQUIRE(conflicts.size() == 1);
  CHECK(conflicts[0]["id"] == id);
  CHECK(conflicts[0]["fork"].is_null());
  const std::string number = std::to_string(conflicts[0]["number"].get<int>());
  CHECK(two.run(two.bob, {"conflicts", "list"})["conflicts"].size() == 1);
  CHECK(two.run(two.bob, {"conflicts", "show", number})["local"] == R"("Bob's")");
  two.run(two.bob, {"conflicts", "resolve", number, "--keep", "local", "--dry-run"});
  CHECK(two.title(id) == "Alice's");
  two.run(two.bob, {"conflicts", "resolve", number, "--keep", "local"}, 2);  // nobody said --yes
  two.run(two.bob, {"conflicts", "resolve", number, "--keep", "local", "--yes"});
  CHECK(two.title(id) == "Bob's");
  CHECK(two.run(two.bob, {"conflicts", "list"})["conflicts"].empty());
  two.run(two.bob, {"conflicts", "resolve", number, "--undo"});
  CHECK(two.title(id) == "Alice's");
  two.run(two.bob, {"conflicts", "show", "99"}, 10);
}

TEST_CASE("of two lines either is kept, and the other comes back on demand") {
  const Two two;
  const std::string id = two.common();
  go_on(two.alice, id, "alice");
  go_on(two.bob, id, "bob");
  CHECK(two.sync(two.alice)["written"] == 1);
  const SyncJson conflict = two.sync(two.bob, 3)["conflicts"][0];
  const std::string fork = conflict["fork"];
  const std::string number = std::to_string(conflict["number"].get<int>());
  const auto has = [&](const std::string& session, const std::string& message) {
    const ProcessResult shown = two.bob.run({"--store", two.shared, "show", session, "--json"});
    return shown.exit_code == 0 && shown.out.find(message) != std::string::npos;
  };
  CHECK(has(id, "msg_alice"));
  const std::string keep = GENERATE("local", "remote");
  two.run(two.bob, {"conflicts", "resolve", number, "--keep", keep, "--yes"});
  CHECK(has(id, "msg_alice") == (keep == "remote"));
  CHECK_FALSE(has(fork, ""));
  CHECK(two.sync(two.bob)["conflicts"].empty());
  CHECK(two.sync(two.alice)["conflicts"].empty());
  CHECK(two.alice.run({"show", fork}).exit_code == 10);
  two.run(two.bob, {"conflicts", "resolve", number, "--undo"});
  CHECK(has(id, "msg_alice"));
  CHECK(has(fork, ""));
  two.sync(two.bob);
  CHECK(two.bob.run({"show", fork}).exit_code == 0);
}

TEST_CASE("without an OpenCode here no store is made") {
  const Home home;
  CHECK(home.run({"sync"}).exit_code == 10);
  CHECK(home.run({"sync", "--max-delete", "-3"}).exit_code == 2);
  CHECK_FALSE(std::filesystem::exists(home.store_file()));
}

TEST_CASE("both sides must be two places, and the remote one a store") {
  const Home home;
  home.put_store();
  CHECK(home.run({"sync", "--local", "store", "--remote", "store"}).exit_code == 2);
  CHECK(home.run({"sync", "--local", "store", "--remote", "bundle:x"}).exit_code == 2);
  CHECK(home.run({"sync", "--local", "opencode:/no/such/place"}).exit_code == 10);
}
