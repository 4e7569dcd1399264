// `conflicts resolve --undo`, of lines that somebody may have gone on with.
#include <sessionstore/json/view.h>
#include <sessionstore/providers/builtin.h>

#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore;
using namespace sessionstore::tests;
using Said = std::vector<std::string>;

namespace {

/// A machine with a store for its own history, and the team's store.
struct Team {
  Home home;

  [[nodiscard]] std::unique_ptr<SessionStore> open(const std::string& name) const {
    OpenOptions options;
    options.settings = {{"path", (home.work() / (name + ".db")).string()}};
    return providers::builtin_registry().get("sqlite").open(options);
  }
  void say(const std::string& place, const std::string& session, const std::string& id) const {
    Turn turn;
    turn.message.id = id;
    turn.message.role = "user";
    turn.message.data = json::Document::parse(R"({"said":")" + id + R"("})");
    open(place)->append_message(session, turn);
  }
  [[nodiscard]] Said said(const std::string& place, const std::string& session) const {
    Said said;
    for (const Turn& turn : open(place)->read_messages(session, 0, 100)) {
      said.push_back(json::View(turn.message.data.text())["said"].string().value());
    }
    return said;
  }
  nlohmann::json run(std::vector<std::string> arguments, int expected_exit = 0) const {
    arguments.insert(arguments.end(), {"--local", "sqlite:mine.db", "--remote", "sqlite:team.db"});
    return home.run_json(arguments, expected_exit);
  }
  [[nodiscard]] std::string title(const std::string& place, const std::string& session) const {
    return open(place)->find_session(session).value().title;
  }

  /// A session that went on in both. Returns the fork.
  std::string diverge() const {
    Session session;
    session.id = "s";
    session.project_id = "work";
    session.title = "A session";
    session.data = json::Document::parse(R"({"title":"A session"})");
    open("mine")->create_session(session);
    say("mine", "s", "m1");
    run({"sync", "--all-projects"});
    say("mine", "s", "mine");
    say("team", "s", "theirs");
    return run({"sync", "--all-projects"}, 3)["conflicts"][0]["fork"];
  }
  void settle(const std::string& side) const {
    run({"conflicts", "resolve", "1", "--keep", side, "--yes"});
  }
};

}  // namespace

TEST_CASE("undone, a session has the line that it had, right after the sync that split it too") {
  const Team team;
  const std::string fork = team.diverge();
  const std::string side = GENERATE("local", "remote");
  team.settle(side);
  CHECK(team.said("team", "s").back() ==
        (side == "local" ? team.said("mine", fork).back() : "theirs"));
  CHECK_FALSE(team.open("team")->find_session(fork));
  team.run({"conflicts", "resolve", "1", "--undo"});
  CHECK(team.said("team", "s") == Said{"m1", "theirs"});
  CHECK(team.said("team", fork) == team.said("mine", fork));
  CHECK(team.title("team", "s") == "A session");
  CHECK(team.title("team", fork) == team.title("mine", fork));
  CHECK(team.run({"sync", "--all-projects"})["written"] == 0);
}

TEST_CASE("what came to the line that was kept goes on in the fork when settling is undone") {
  const Team team;
  const std::string fork = team.diverge();
  team.settle("local");
  team.say("team", "s", "later");
  Said went_on = team.said("team", "s");
  team.run({"conflicts", "resolve", "1", "--undo"});
  CHECK(team.said("team", "s") == Said{"m1", "theirs"});
  CHECK(team.said("team", fork) == went_on);
  CHECK(went_on.back() == "later");
}

TEST_CASE("a fork that somebody brought back is not written over") {
  const Team team;
  const std::string fork = team.diverge();
  team.settle("remote");
  team.run({"sync", "--all-projects", "--restore"});
  team.say("team", fork, "later");
  const Said went_on = team.said("team", fork);
  team.run({"conflicts", "resolve", "1", "--undo"}, 1);
  CHECK(team.said("team", fork) == went_on);
}

TEST_CASE("undone, a title that somebody has set since stays") {
  const Team team;
  team.diverge();
  team.open("mine")->rename_session("s", "mine");
  team.open("team")->rename_session("s", "theirs");
  const auto conflict = team.run({"sync", "--all-projects"}, 3)["conflicts"][0];
  const std::string number = std::to_string(conflict["number"].get<int>());
  team.run({"conflicts", "resolve", number, "--keep", "local", "--yes"});
  CHECK(team.title("team", "s") == "mine");
  const bool renamed = GENERATE(false, true);
  if (renamed) team.open("team")->rename_session("s", "another");
  team.run({"conflicts", "resolve", number, "--undo"});
  CHECK(team.title("team", "s") == (renamed ? "another" : "theirs"));
}

TEST_CASE("a todo list that both set is settled for either, and undone") {
  const Team team;
  team.diverge();
  const auto put = [&](const std::string& place, const std::string& todo) {
    team.open(place)->put_record("s", {"todo", "", json::Document::parse(todo)}, std::nullopt);
  };
  const auto todo = [&] { return team.open("team")->read_records("s").at(0).data.text(); };
  put("mine", R"(["mine"])");
  put("team", R"(["theirs"])");
  const bool mine_in_force = GENERATE(false, true);
  if (mine_in_force) team.say("mine", "s", "later");
  const auto conflict = team.run({"sync", "--all-projects"}, 3)["conflicts"][0];
  CHECK(conflict["field"] == "record todo");
  const std::string in_force = todo();
  CHECK(in_force == (mine_in_force ? R"(["mine"])" : R"(["theirs"])"));
  const std::string number = std::to_string(conflict["number"].get<int>());
  const std::string side = GENERATE("local", "remote");
  const auto settled = team.run({"conflicts", "resolve", number, "--keep", side, "--yes"});
  CHECK(todo() == (side == "local" ? R"(["mine"])" : R"(["theirs"])"));
  CHECK(settled["copies"].size() == (todo() == in_force ? 0 : 1));
  team.run({"sync", "--all-projects"});
  CHECK(team.open("mine")->read_records("s").at(0).data.text() == todo());
  team.run({"conflicts", "resolve", number, "--undo"});
  CHECK(todo() == in_force);
}

TEST_CASE("a session that both archive is archived, whenever that was") {
  const Team team;
  team.diverge();
  team.open("mine")->archive_session("s", 1'000);
  team.open("team")->archive_session("s", 2'000);
  CHECK(team.run({"sync", "--all-projects"})["conflicts"].empty());
  CHECK(team.open("mine")->find_session("s")->archived == 2'000);
}

TEST_CASE("a session that is settled for another's line stays its author's") {
  const Team team;
  const std::string fork = team.diverge();
  Home::run_sql(team.home.work() / "team.db",
                "UPDATE ss_session SET author = 'first' WHERE id = 's'");
  REQUIRE(team.open("team")->find_session(fork)->author != "first");
  team.settle("local");
  CHECK(team.said("team", "s").back() == team.said("mine", fork).back());
  CHECK(team.open("team")->find_session("s")->author == "first");
}

TEST_CASE("a session that came back leaves nothing to choose, and can be marked as settled") {
  const Team team;
  team.diverge();
  team.open("mine")->delete_session("s");
  team.say("team", "s", "later");
  const auto conflict = team.run({"sync", "--all-projects"}, 3)["conflicts"][0];
  CHECK(conflict["fork"].is_null());
  const std::string number = std::to_string(conflict["number"].get<int>());
  const auto refused =
      team.run({"conflicts", "resolve", number, "--keep", "local", "--yes"}, 2)["error"]["message"];
  CHECK_THAT(refused.get<std::string>(), Catch::Contains("nothing to choose"));
  team.run({"conflicts", "resolve", number, "--keep", "both", "--yes"});
  CHECK(team.said("mine", "s").back() == "later");
}
