// copy and verify between two places.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

/// A user with a store and a backup beside it.
struct Places {
  Home home;
  std::string backup = "sqlite:" + (home.path() / "backup.db").string();

  Places() { home.put_store(); }
  [[nodiscard]] nlohmann::json copy(int expected_exit = 0) const {
    return home.run_json({"copy", "--from", "store", "--to", backup}, expected_exit);
  }
};

}  // namespace

TEST_CASE("copy brings all sessions, verified, and nothing the second time") {
  const Places places;
  const auto first = places.copy();
  CHECK(first["sessions"] == 32);
  CHECK(first["written"] == 32);
  CHECK(first["verified"] == 32);
  CHECK(first["skipped"].empty());
  CHECK(first["verify_seconds"] <= first["seconds"]);
  CHECK_THAT(first["to"].get<std::string>(), Contains("backup.db"));
  const auto second = places.copy();
  CHECK(second["written"] == 0);
  CHECK(second["unchanged"] == 32);
  CHECK(places.home.run_json({"verify", "--from", "store", "--to", places.backup})["ok"] == true);
}

TEST_CASE("copy takes OpenCode's own data too") {
  const Places places;
  places.home.unpack_opencode();
  const auto report = places.home.run_json(
      {"copy", "--from", "opencode:~/.local/share/opencode", "--to", places.backup});
  CHECK(report["written"] == 32);
  const auto verdict = places.home.run_json(
      {"verify", "--from", "opencode:~/.local/share/opencode", "--to", places.backup});
  CHECK(verdict["ok"] == true);
  CHECK(verdict["parts"] == 241);
}

TEST_CASE("copy names a damaged row, takes the rest, and exits with 3") {
  const Places places;
  places.home.execute("UPDATE ss_part SET data = replace(data, 'Let me think', 'Let me sink')");
  const auto report = places.copy(3);
  CHECK(report["written"] == 32);
  CHECK_THAT(report["skipped"].dump(), Contains("ses_e0417f662ffelvx6Rf4SZU9y8F"));
}

TEST_CASE("verify of two places names what the second lacks, and exits with 5") {
  const Places places;
  CHECK(places.copy()["written"] == 32);
  const std::string id = places.home.all_sessions().front()["id"];
  CHECK(places.home.run({"--store", places.backup, "delete", "--yes", id}).exit_code == 0);
  const auto verdict =
      places.home.run_json({"verify", "--from", "store", "--to", places.backup}, 5);
  CHECK(verdict["ok"] == false);
  CHECK(verdict["differences"][0]["session"] == id);
  CHECK(verdict["differences"][0]["kind"] == "missing");
  const auto back = places.home.run_json({"verify", "--from", places.backup, "--to", "store"});
  CHECK(back["only_in_to"] == nlohmann::json::array({id}));
}

TEST_CASE("a source that is not there makes no store") {
  const Home home;
  const auto target = home.path() / "new.db";
  for (const std::string from : {"store", "sqlite:none.db", "opencode:none"}) {
    const auto result = home.run({"copy", "--from", from, "--to", "sqlite:" + target.string()});
    INFO(result.err);
    CHECK(result.exit_code == 10);
    CHECK_FALSE(std::filesystem::exists(target));
  }
}

TEST_CASE("copy and verify are refused with a place to one side only, or the same on both") {
  const Places places;
  CHECK(places.home.run({"copy", "--from", "store"}).exit_code == 2);
  CHECK(places.home.run({"verify", "--to", "store"}).exit_code == 2);
  const auto same = places.home.run({"copy", "--from", "store", "--to", "store"});
  CHECK(same.exit_code == 2);
  CHECK_THAT(same.err, Contains("the same place"));
  const auto nowhere = places.home.run({"copy", "--from", "store", "--to", "flying-carpet:x"});
  CHECK(nowhere.exit_code == 2);
  CHECK_THAT(nowhere.err, Contains("--to") && Contains("sqlite:") && Contains("opencode:"));
}

TEST_CASE("OpenCode's database is not made where there is none") {
  const Places places;
  const auto result = places.home.run({"copy", "--from", "store", "--to", "opencode:x"});
  CHECK(result.exit_code == 10);
  CHECK_THAT(result.err, Contains("start OpenCode once"));
}
