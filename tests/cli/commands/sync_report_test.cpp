// What push, pull and sync say of the sessions that they carry.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "home.h"

using namespace sessionstore::tests;

namespace {

const std::vector<std::string> kSides{"--local", "sqlite:mine.db", "--remote", "sqlite:team.db"};
constexpr const char* kReported = "ses_e04180a32ffeIL6097jqAF4wcF";

std::vector<std::string> sync(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), kSides.begin(), kSides.end());
  return arguments;
}

/// A machine with the real history, and an empty store to share.
struct Machine {
  Home home;
  Machine() {
    home.put_store();
    REQUIRE(home.run({"copy", "--from", "store", "--to", "sqlite:mine.db"}).exit_code == 0);
  }
};

}  // namespace

TEST_CASE("new sessions are named by their titles, in the plan as when they go over") {
  const Machine machine;
  const std::string title = "Título 🚀 edit — 你好 мир";
  const bool plan = GENERATE(true, false);
  std::vector<std::string> push = sync({"push", kReported});
  if (plan) push.emplace_back("--dry-run");
  const auto report = machine.home.run_json(push);
  REQUIRE(report["steps"].size() == 1);
  CHECK(report["steps"][0]["session"] == kReported);
  CHECK(report["steps"][0]["action"] == "push");
  CHECK(report["steps"][0]["title"] == title);
  CHECK(report["written"] == (plan ? 0 : 1));
}

TEST_CASE("a session that could not be brought is not said to have been") {
  const Machine machine;
  REQUIRE(machine.home.run(sync({"push", kReported})).exit_code == 0);
  const auto unpack = "tar -xzf '" TESTS_DATA_DIR "/opencode-databases.tar.gz' -C '" +
                      machine.home.path().string() + "'";
  REQUIRE(std::system(unpack.c_str()) == 0);
  Home::run_sql(machine.home.path() / "other.db",
                read_file(machine.home.path() / "schema" / "schema-1.18.34-fresh.sql"));
  // Its directory is not there on this machine.
  const auto report =
      machine.home.run_json({"pull", kReported, "--remote", "sqlite:team.db", "--local",
                             "opencode:" + machine.home.path().string() + "/other.db"},
                            3);
  CHECK(report["steps"].empty());
  CHECK(report["skipped"].size() == 1);
}
