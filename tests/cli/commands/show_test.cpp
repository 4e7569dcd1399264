#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("show --json is the whole session, its data as OpenCode wrote it") {
  const Home home;
  home.put_store();
  home.unpack_opencode();
  const auto shown = home.run_json({"show", "ses_e0417e36effe17bQg4JmeeBhxp"});
  const auto storage = home.path() / ".local/share/opencode/storage";
  std::size_t messages = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(storage / "message/ses_e0417e36effe17bQg4JmeeBhxp")) {
    auto original = nlohmann::json::parse(read_file(file.path()));
    const auto id = original["id"].get<std::string>();
    original.erase("id");
    original.erase("sessionID");
    for (const auto& message : shown["messages"]) {
      if (message["id"] == id) {
        ++messages;
        CHECK(message["data"] == original);
        CHECK(message["role"] == original["role"]);
        const auto parts = storage / "part" / id;
        const auto count = std::distance(std::filesystem::directory_iterator(parts), {});
        CHECK(message["parts"].size() == static_cast<std::size_t>(count));
      }
    }
  }
  CHECK(messages == shown["messages"].size());
  CHECK(messages > 0);
  CHECK(shown["session"]["messages"] == messages);
  CHECK(shown.contains("records"));
}

TEST_CASE("numbers and escapes come out as they went in") {
  const Home home;
  const auto storage = home.path() / ".local/share/opencode/storage";
  write_file(storage / "project/p1.json",
             R"({"id":"p1","worktree":"/x/app","time":{"created":1}})");
  write_file(
      storage / "session/p1/ses_a.json",
      R"({"id":"ses_a","projectID":"p1","directory":"/x/app","title":"t",)"
      R"("odd":[1.0,12345678901234567890123,"\u00e9\/",1e2],"time":{"created":1,"updated":2}})");
  REQUIRE(home.run({"import"}).exit_code == 0);
  CHECK_THAT(home.run({"show", "ses_a", "--json"}).out,
             Contains(R"("odd":[1.0,12345678901234567890123,"\u00e9\/",1e2])"));
}

TEST_CASE("the transcript is readable") {
  const Home home;
  home.put_store();
  const auto brief = home.run({"show", "ses_e0417f662ffe"});
  CHECK(brief.exit_code == 0);
  CHECK_THAT(brief.out, Contains("── user · 2026-") && Contains("── assistant · 2026-") &&
                            Contains("fake-model") && Contains("┊ Let me think… step 1 → step 2"));
  CHECK_THAT(brief.out, !Contains("\x1b"));
  CHECK_THAT(brief.out, !Contains("step started") && !Contains("session_diff"));
  CHECK_THAT(home.run({"show", "ses_e0417f662ffe", "--full"}).out, Contains("step started"));
}

TEST_CASE("every session of a real history can be shown") {
  const Home home;
  home.put_store();
  std::string all;
  for (const auto& session : home.all_sessions()) {
    const auto result = home.run({"show", session["id"]});
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    all += result.out;
  }
  CHECK_THAT(all, Contains("● bash") && Contains("▸ patch") && Contains("▸ file") &&
                      Contains("▸ subtask") && Contains("── todo") &&
                      Contains("more lines (--full)"));
}

TEST_CASE("a damaged row is named; JSON stays one document") {
  const Home home;
  home.put_store();
  home.execute("UPDATE ss_part SET data = replace(data, 'Let me think', 'Let me sink')");
  const auto human = home.run({"show", "ses_e0417f662ffe"});
  CHECK(human.exit_code == 5);
  CHECK_THAT(human.out, Contains("is damaged"));
  const auto document = home.run_json({"show", "ses_e0417f662ffe"}, 5);
  CHECK(document["error"]["code"] == "corrupt");
  CHECK(document["session"]["id"] == "ses_e0417f662ffelvx6Rf4SZU9y8F");
}

TEST_CASE("colour only on a terminal") {
  Home home;
  home.put_store();
  CHECK_THAT(home.run_on_terminal({"show", "ses_e0417f662ffe"}).out, Contains("\x1b[1m"));
  home.variables["NO_COLOR"] = "1";
  CHECK_THAT(home.run_on_terminal({"show", "ses_e0417f662ffe"}).out, !Contains("\x1b"));
}
