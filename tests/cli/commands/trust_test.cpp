#include <sessionstore/config/server_list.h>

#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

void write_repository_file(const Home& home) {
  write_file(home.work() / ".opencode.json",
             R"({"sessionProvider": {"sqlite": {"path": "team.db"}}})");
}

}  // namespace

TEST_CASE("a repository's file makes no store anywhere until it is trusted") {
  const Home home;
  home.unpack_opencode();
  write_repository_file(home);
  const auto refused = home.run({"import"});
  CHECK(refused.exit_code == 4);
  CHECK_THAT(refused.err, Contains("not trusted it") && Contains("sqlite.path"));
  CHECK_FALSE(std::filesystem::exists(home.work() / "team.db"));
  CHECK(home.run_json({"list"}, 4)["error"]["code"] == "permission_denied");

  const auto config = home.run_json({"config"});
  CHECK_THAT(config["untrusted"]["value"].get<std::string>(), Contains(".opencode.json"));
  CHECK(home.run({"trust"}).exit_code == 2);  // nobody to ask
  const auto trusted = home.run_json({"trust", "--yes"});
  REQUIRE(trusted["trusted"].size() == 1);
  CHECK_THAT(trusted["trusted"][0]["path"].get<std::string>(), Contains("/work/.opencode.json"));
  CHECK(trusted["trusted"][0]["sha256"].get<std::string>().size() == 64);
  CHECK(trusted["trusted"][0]["since"].is_number());
  CHECK(home.run({"import"}).exit_code == 0);
  CHECK(std::filesystem::exists(home.work() / "team.db"));

  CHECK_THAT(home.run({"trust", "--list"}).out, Contains("in force"));
  CHECK(home.run({"trust", "--remove"}).exit_code == 0);
  CHECK(home.run({"trust", "--remove"}).exit_code == 10);
  CHECK(home.run({"list"}).exit_code == 4);
}

TEST_CASE("with a configuration of the user's own the command goes on with that, and says so") {
  const Home home;
  home.put_store();
  write_file(home.path() / ".opencode.json", R"({"sessionProvider": {"type": "sqlite"}})");
  write_repository_file(home);
  const auto list = home.run({"list", "--all-projects"});
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.err, Contains(".opencode.json is not trusted") &&
                           Contains("sessionProvider.sqlite.path") && Contains("trust"));
  const auto status = nlohmann::json::parse(home.run({"status", "--json"}).out);
  CHECK(status["untrusted"]["keys"][0] == "sessionProvider.sqlite.path");
  CHECK_THAT(status["location"].get<std::string>(), Contains("/.opencode/sessionstore.db"));
  CHECK_THAT(home.run({"status"}).out, Contains("untrusted"));
}

TEST_CASE("trust is asked for on a terminal, and only yes gives it") {
  const Home home;
  write_repository_file(home);
  CHECK(home.run_on_terminal({"trust"}, "n\n").exit_code == 130);
  CHECK(home.run_json({"trust", "--list"})["trusted"].empty());
  const auto trusted = home.run_on_terminal({"trust"}, "y\n");
  CHECK(trusted.exit_code == 0);
  CHECK_THAT(trusted.out, Contains("sessionProvider.sqlite.path") && Contains("team.db"));
  CHECK(home.run_json({"trust", "--list"})["trusted"].size() == 1);
}

TEST_CASE("who cannot see the question is not asked") {
  const Home home;
  write_repository_file(home);
  const auto unseen = run_on_terminal(
      {"/bin/bash", "-c", "\"$0\" trust 2>/dev/null", SESSIONSTORE_PROGRAM}, home.options());
  CHECK(unseen.exit_code == 2);
  CHECK(home.run_json({"trust", "--list"})["trusted"].empty());
}

TEST_CASE("a server whose certificate was accepted is listed and forgotten") {
  const Home home;
  const std::string print(64, 'a');
  sessionstore::config::ServerList(home.path()).add({"db:3306", print, 5});
  const auto listed = home.run_json({"trust", "--list"});
  REQUIRE(listed["servers"].size() == 1);
  CHECK(listed["servers"][0] ==
        nlohmann::json{{"server", "db:3306"}, {"sha256", print}, {"since", 5}});
  CHECK_THAT(home.run({"trust", "--list"}).out, Contains("db:3306"));
  CHECK(home.run({"trust", "--server", "db:3306"}).exit_code == 2);
  CHECK(home.run({"trust", "--remove", "--server", "db:3307"}).exit_code == 10);
  CHECK(home.run_json({"trust", "--remove", "--server", "db:3306"})["servers"].empty());
}

TEST_CASE("a directory without a file of its own has nothing to trust") {
  const Home home;
  CHECK(home.run({"trust"}).exit_code == 10);
  write_file(home.path() / ".opencode.json", "{}");
  CHECK(home.run({"trust", home.path().string()}).exit_code == 10);
}
