// The counts of every report add up, whatever became of single sessions.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

/// The real history, of which one session's own row is damaged, and a part of another.
struct DamagedHistory {
  Home home;
  std::string agent = "opencode:" + (home.path() / "data").string();
  std::string other = "sqlite:other.db";
  std::string bundle = "bundle:" + (home.path() / "history.bundle").string();
  std::vector<std::string> map{"--map", "/home/dev/code/gitremote=" + home.path().string()};

  DamagedHistory() {
    home.put_store();
    const std::string unpack =
        "tar -xzf '" TESTS_DATA_DIR "/opencode-databases.tar.gz' -C '" + home.path().string() + "'";
    REQUIRE(std::system(unpack.c_str()) == 0);
    fs::create_directories(home.path() / "data");
    Home::run_sql(home.path() / "data" / "opencode.db",
                  read_file(home.path() / "schema" / "schema-1.18.34-fresh.sql"));
    home.execute(R"(UPDATE ss_session SET data = '{"a":1}' WHERE id = )"
                 "(SELECT min(id) FROM ss_session WHERE id <> (SELECT max(id) FROM ss_session))");
    home.execute(
        "UPDATE ss_part SET data = '{}' WHERE session_id = "
        "(SELECT max(id) FROM ss_session) AND position = 0");
  }
  [[nodiscard]] nlohmann::json run(std::vector<std::string> arguments, bool mapped = false) const {
    if (mapped) arguments.insert(arguments.end(), map.begin(), map.end());
    CAPTURE(arguments);
    const auto report = home.run_json(std::move(arguments), 3);
    CHECK(report["written"].get<int>() + report["unchanged"].get<int>() +
              report["failed"].get<int>() ==
          report["sessions"].get<int>());
    return report;
  }
};

}  // namespace

TEST_CASE("the counts of a copy, an import and an export add up") {
  const DamagedHistory history;
  const std::string mine = "sqlite:" + history.home.store_file().string();
  for (const bool again : {false, true}) {
    const auto copied = history.run({"copy", "--from", "store", "--to", history.other});
    CHECK(copied["failed"] == 1);
    CHECK(copied["unchanged"] == (again ? 31 : 0));
  }
  CHECK(history.run({"--store", "sqlite:imported.db", "import", mine})["failed"] == 1);
  CHECK(history.run({"export", "--all-projects", "--to", history.bundle})["failed"] == 1);
  CHECK(history.run({"export", "--all-projects", "--format", "opencode", "--output",
                     "documents/"})["failed"] == 1);
  for (const bool again : {false, true}) {
    const auto brought = history.run({"export", "--all-projects", "--to", history.agent}, true);
    CHECK(brought["failed"] > 1);
    CHECK(brought[again ? "unchanged" : "written"] > 0);
    CHECK(brought[again ? "written" : "unchanged"] == 0);
  }
}

TEST_CASE("the counts of push, pull and sync add up, planned or done") {
  const DamagedHistory history;
  const std::string command = GENERATE("push", "pull", "sync");
  const std::string remote = "sqlite:" + history.home.store_file().string();
  std::vector<std::string> arguments{command, "--all-projects", "--remote",
                                     remote,  "--local",        history.agent};
  if (command == "push") {
    arguments = {command, "--all-projects", "--remote", "sqlite:team.db", "--local", "store"};
  }
  const bool mapped = command != "push";
  std::vector<std::string> plan = arguments;
  plan.emplace_back("--dry-run");
  if (mapped) CHECK(history.run(plan, mapped)["failed"] > 1);
  const auto done = history.run(arguments, mapped);
  CHECK(done["failed"] >= 1);
  CHECK(done["written"] > 0);
  CHECK(history.run(arguments, mapped)["written"] == 0);
}

TEST_CASE("people are told how many failed, and not that none did") {
  const DamagedHistory history;
  const auto copied = history.home.run({"copy", "--from", "store", "--to", history.other});
  CHECK_THAT(copied.out, Contains("31 written, 0 unchanged, 1 failed, 31 verified"));
}
