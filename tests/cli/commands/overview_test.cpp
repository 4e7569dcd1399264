// status, providers, config, project, projects: what is there, and why.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("status counts what is in the store") {
  const Home home;
  home.put_store();
  const auto status = home.run_json({"status"});
  CHECK(status["provider"] == "sqlite");
  CHECK(status["location"] == "sqlite:" + home.store_file().string());
  CHECK(status["exists"] == true);
  CHECK(status["schema_version"].get<int>() >= 1);
  CHECK(status["pending_migrations"] == 0);
  CHECK(status["projects"].get<int>() >= 3);
  CHECK(status["sessions"] == 32);
  CHECK(status["messages"] == 95);
  CHECK(status["parts"] == 241);
  const auto human = home.run({"status"});
  CHECK(human.exit_code == 0);
  CHECK_THAT(human.out, Contains("32 sessions") && Contains("work (directory"));
}

TEST_CASE("status without a store says so and makes none") {
  const Home home;
  const auto status = home.run_json({"status"});
  CHECK(status["exists"] == false);
  CHECK(status["provider"] == "sqlite");
  CHECK(status["location"] == "sqlite:" + home.store_file().string());
  for (const char* key : {"schema_version", "projects", "sessions", "messages", "parts"}) {
    CHECK(status[key] == 0);
  }
  CHECK_THAT(home.run({"status"}).out, Contains("sessionstore import"));
  CHECK_FALSE(std::filesystem::exists(home.store_file()));
}

TEST_CASE("providers lists what may be chosen") {
  const Home home;
  const auto providers = home.run_json({"providers"});
  REQUIRE(providers.is_array());
  bool sqlite = false;
  for (const auto& provider : providers) {
    CHECK_FALSE(provider["description"].get<std::string>().empty());
    sqlite =
        sqlite || (provider["name"] == "sqlite" && provider["location_schemes"][0] == "sqlite");
  }
  CHECK(sqlite);
  CHECK_THAT(home.run({"providers"}).out, Contains("sqlite:"));
}

TEST_CASE("config shows each key, where it came from, and no secret") {
  Home home;
  write_file(home.path() / ".opencode.json",
             "{\n \"sessionProvider\": {\n  \"mysql\": {\"password\": \"hidden\"}}}\n");
  const auto config = home.run_json({"config"});
  CHECK(config["sessionProvider.type"]["value"] == "sqlite");
  CHECK(config["sessionProvider.type"]["origin"] == "default");
  CHECK_THAT(config["sessionProvider.mysql.password"]["origin"].get<std::string>(),
             Contains(".opencode.json:3"));
  CHECK_THAT(config.dump(), !Contains("hidden") && Contains("***"));
  home.variables["OPENCODE_MYSQL_DSN"] = "me:hidden@tcp(host:3306)/db";
  const auto human = home.run({"config"});
  CHECK(human.exit_code == 0);
  CHECK_THAT(human.out,
             Contains("data.directory") && Contains("OPENCODE_MYSQL_DSN") && !Contains("hidden"));
}

TEST_CASE("project explains a directory") {
  const Home home;
  const auto project = home.run_json({"project", "sub/my-app"});
  CHECK(project["id"] == "my-app");
  CHECK(project["rule"] == "directory");
  CHECK(project["directory"] == (home.work() / "sub/my-app").string());
  CHECK_THAT(home.run({"project"}).out, Contains("work\n") && Contains("rule"));
}

TEST_CASE("project explains a directory even if the store cannot be asked, and says so") {
  Home home;
  home.variables["OPENCODE_MYSQL_DSN"] = "me:hidden@tcp(host:3306)/db";
  const auto result = home.run({"--provider", "mysql", "project"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("work"));
  CHECK_THAT(result.err, Contains("not asked"));
}

TEST_CASE("projects lists all with counts and aliases") {
  const Home home;
  home.put_store();
  int sessions = 0;
  bool alias = false;
  for (const auto& project : home.run_json({"projects"})) {
    sessions += project["sessions"].get<int>();
    for (const auto& name : project["aliases"]) {
      alias = alias || name == "72bbad20c936a0634087bc4082327692cee3a74b";
    }
  }
  CHECK(sessions == 32);
  CHECK(alias);
  CHECK_THAT(home.run({"projects"}).out, Contains("PROJECT") && Contains("gitremote"));
}
