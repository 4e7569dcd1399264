// The copy of a session that is made before it is lost.
#include <catch2/catch.hpp>

#include "home.h"

namespace sessionstore::tests {

TEST_CASE("a session of any id is copied before it is deleted, by hand and by a sync") {
  const Home home;
  home.put_store();
  const std::string id = GENERATE(as<std::string>{}, std::string(255, 'x'), "../a/b", "_a");
  home.execute(
      "CREATE TABLE one AS SELECT * FROM ss_session LIMIT 1; UPDATE one SET id = '" + id +
      "', message_count = 0, fingerprint = NULL; INSERT INTO ss_session SELECT * FROM one; "
      "DROP TABLE one");
  const std::vector<std::string> sync{"sync",     "--all-projects",
                                      "--local",  "sqlite:" + home.store_file().string(),
                                      "--remote", "sqlite:" + (home.path() / "shared.db").string()};
  CHECK(home.run_json(sync)["written"] == 33);
  CHECK(home.run({"delete", id, "--yes"}).exit_code == 0);
  const ProcessResult again = home.run(sync);
  INFO(again.out << again.err);
  CHECK(again.exit_code == 0);
  std::vector<std::filesystem::path> kept;
  for (const auto& entry :
       std::filesystem::directory_iterator(home.path() / ".opencode" / "kept")) {
    kept.push_back(entry.path());
  }
  REQUIRE(kept.size() == 2);
  const nlohmann::json back = home.run_json({"import", "bundle:" + kept.front().string()});
  CHECK(back["written"] == 1);
  const nlohmann::json other = home.run_json({"import", "bundle:" + kept.back().string()});
  CHECK(other["sessions"] == 1);
  CHECK(other["skipped"].empty());
}

}  // namespace sessionstore::tests
