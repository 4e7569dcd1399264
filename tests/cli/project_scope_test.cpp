#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

/// A repository without commits, as far as a reader of its configuration can tell.
void make_repository(const std::filesystem::path& directory, const std::string& remote) {
  std::filesystem::create_directories(directory / ".git/objects");
  std::filesystem::create_directories(directory / ".git/refs/heads");
  write_file(directory / ".git/HEAD", "ref: refs/heads/main\n");
  write_file(directory / ".git/config",
             "[core]\n\trepositoryformatversion = 0\n" +
                 (remote.empty() ? "" : "[remote \"origin\"]\n\turl = " + remote + "\n"));
}

}  // namespace

TEST_CASE("the working directory gives the project, by its remote or its name") {
  const Home home;
  home.put_store();
  CHECK(home.run_json({"status"})["project"] == "work");
  CHECK(home.run_json({"status"})["project_rule"] == "directory");
  make_repository(home.work(), "https://user:token@github.com/o/r.git");
  const auto status = home.run_json({"status"});
  CHECK(status["project"] == "github.com/o/r");
  CHECK(status["project_rule"] == "remote");
}

TEST_CASE("a project that the store knows by OpenCode's id is found from its directory") {
  const Home home;
  home.put_store();
  const auto projects = home.run_json({"projects"});
  // OpenCode keeps the project's id in .git/opencode: that of the imported history.
  make_repository(home.work(), "git@github.com:new/place.git");
  write_file(home.work() / ".git/opencode", "72bbad20c936a0634087bc4082327692cee3a74b");
  const auto status = home.run_json({"status"});
  CHECK(status["project_rule"] == "alias");
  CHECK(status["project"] != "github.com/new/place");
  CHECK(projects.dump().find(status["project"].get<std::string>()) != std::string::npos);
  CHECK_FALSE(home.run_json({"list"})["sessions"].empty());
  const auto project = home.run_json({"project"});
  CHECK(project["rule"] == "alias");
  CHECK(project["id"] == status["project"]);
}

TEST_CASE("--project takes an id or an alias") {
  const Home home;
  home.put_store();
  const auto by_alias =
      home.run_json({"--project", "72bbad20c936a0634087bc4082327692cee3a74b", "status"});
  CHECK(by_alias["project_rule"] == "flag");
  const auto by_id = home.run_json({"--project", by_alias["project"].get<std::string>(), "status"});
  CHECK(by_id["project"] == by_alias["project"]);
  const auto unknown = home.run({"--project", "no/such", "list"});
  CHECK(unknown.exit_code == 10);
  CHECK_THAT(unknown.err, Contains("no/such") && Contains("sessionstore projects"));
}

TEST_CASE("--all-projects has no project") {
  const Home home;
  home.put_store();
  const auto status = home.run_json({"--all-projects", "status"});
  CHECK(status["project"].is_null());
  CHECK(status["project_rule"] == "all");
}
