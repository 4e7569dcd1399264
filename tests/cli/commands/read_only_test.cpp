// --store opencode:PATH and the like: list and show without an import.
#include <catch2/catch.hpp>
#include <map>

#include "home.h"
#include "opencode_go/go_database.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

constexpr const char* kReadOnly = "ses_e04180a32ffeIL6097jqAF4wcF";

/// The real database of OpenCode 1.2.27 as the only thing in `directory`.
void put_database(const Home& home, const fs::path& directory) {
  fs::create_directories(directory);
  const ProcessResult result =
      run_process({"/bin/tar", "xzf", TESTS_DATA_DIR "/opencode-databases.tar.gz", "-C",
                   home.path().string(), "opencode-1.2.27.db"},
                  {{}, {{"PATH", "/usr/bin:/bin"}}, {}});
  REQUIRE(result.exit_code == 0);
  fs::rename(home.path() / "opencode-1.2.27.db", directory / "opencode.db");
}

/// All files with their contents and times.
std::map<std::string, std::pair<std::string, fs::file_time_type>> state_of(const fs::path& path) {
  std::map<std::string, std::pair<std::string, fs::file_time_type>> state;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    state[entry.path().string()] = {entry.is_regular_file() ? read_file(entry.path()) : "",
                                    entry.last_write_time()};
  }
  return state;
}

json without_revisions(json document) {
  document["session"].erase("revision");
  for (json& message : document["messages"]) {
    message.erase("revision");
    for (json& part : message["parts"]) part.erase("revision");
  }
  return document;
}

/// That a place as a store says what a store says that it has been imported into.
void check_same_as_imported(const Home& home, const std::string& place) {
  INFO(place);
  const std::string store = "sqlite:" + (home.path() / "imported.db").string();
  REQUIRE(home.run({"--store", store, "import", "--quiet", place}).exit_code == 0);
  const std::vector<std::vector<std::string>> commands{
      {"list", "--all-projects", "--children", "--archived"},
      {"list", "--all-projects", "--limit", "5"},
      {"list", "--all-projects", "--author", "tester"},
      {"projects"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--store", place});
    const json shown = home.run_json(command);
    command.back() = store;
    CHECK(shown == home.run_json(command));
  }
  const json all = home.run_json(
      {"list", "--all-projects", "--children", "--archived", "--store", store})["sessions"];
  for (std::size_t i = 0; i < all.size(); i += 8) {
    const std::string id = all[i]["id"];
    CHECK(without_revisions(home.run_json({"show", id, "--store", place})) ==
          without_revisions(home.run_json({"show", id, "--store", store})));
  }
  for (const char* key : {"projects", "sessions", "messages", "parts"}) {
    CHECK(home.run_json({"status", "--store", place})[key] ==
          home.run_json({"status", "--store", store})[key]);
  }
  fs::remove(home.path() / "imported.db");
}

}  // namespace

TEST_CASE("a place of OpenCode is listed and shown as after an import, and stays as it is") {
  const Home home;
  home.unpack_opencode();
  put_database(home, home.path() / "alone");
  put_database(home, home.path() / "both");
  fs::copy(home.path() / ".local/share/opencode/storage", home.path() / "both/storage",
           fs::copy_options::recursive);
  // Both went on by themselves there, so that there is a fork.
  Home::run_sql(
      home.path() / "both/opencode.db",
      "DELETE FROM part WHERE message_id = (SELECT id FROM message WHERE session_id = '" +
          std::string(kReadOnly) +
          "' ORDER BY id LIMIT 1); UPDATE message SET id = id || 'x' WHERE session_id = '" +
          std::string(kReadOnly) + "'");
  const auto before = state_of(home.path());
  check_same_as_imported(home, "opencode:~/alone/opencode.db");
  check_same_as_imported(home, "opencode:~/alone");
  check_same_as_imported(home, "opencode:~/.local/share/opencode");
  check_same_as_imported(home, "opencode:~/both");
  auto after = state_of(home.path());
  for (const auto& [path, state] : before) {
    INFO(path);
    CHECK(after[path] == state);
  }
}

TEST_CASE("rows that belong to nobody are listed and shown as after an import") {
  const Home home;
  put_database(home, home.path() / "alone");
  Home::run_sql(home.path() / "alone/opencode.db",
                "PRAGMA foreign_keys = OFF; DELETE FROM session WHERE id = '" +
                    std::string(kReadOnly) +
                    "'; DELETE FROM message WHERE id IN (SELECT min(id) FROM message GROUP BY "
                    "session_id LIMIT 3); DELETE FROM session WHERE id = (SELECT max(id) FROM "
                    "session); DELETE FROM message WHERE session_id = (SELECT max(p.session_id) "
                    "FROM part p WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = "
                    "p.session_id))");
  check_same_as_imported(home, "opencode:~/alone");
}

TEST_CASE("documents are exported straight from a place of OpenCode") {
  const Home home;
  put_database(home, home.path() / "alone");
  const auto document =
      home.run({"--store", "opencode:~/alone", "export", "ses_e04180a3", "--format", "opencode"});
  CHECK(document.exit_code == 0);
  CHECK(json::parse(document.out)["info"]["id"] == kReadOnly);
  CHECK(home.run({"--store", "opencode:~/alone", "show", "ses_nothing"}).exit_code == 10);
}

TEST_CASE("bundles and the Go OpenCode's places can be listed and shown too") {
  const Home home;
  fs::create_directories(home.path() / "app/.opencode");
  Home::run_sql(home.path() / "app/.opencode/opencode.db", original_sql());
  check_same_as_imported(home, "opencode-go:~/app");
  REQUIRE(
      home.run({"copy", "--from", "opencode-go:~/app", "--to", "bundle:~/x.bundle"}).exit_code ==
      0);
  check_same_as_imported(home, "bundle:~/x.bundle");
}

TEST_CASE("a place that is only read refuses what would change it") {
  const Home home;
  put_database(home, home.path() / "alone");
  const std::string place = "opencode:~/alone";
  const auto before = state_of(home.path());
  const std::vector<std::vector<std::string>> commands{{"rename", kReadOnly, "x"},
                                                       {"archive", kReadOnly},
                                                       {"delete", kReadOnly, "--yes"},
                                                       {"import", "opencode:~/alone"}};
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"--store", place});
    const auto refused = home.run(command);
    INFO(refused.err);
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.err, Contains("is only read, never written") && Contains("hint:"));
  }
  CHECK(home.run({"--store", place, "migrate", "status"}).exit_code == 2);
  CHECK(home.run({"--store", place, "verify"}).exit_code == 2);
  const auto both = home.run({"--store", place, "--provider", "sqlite", "list"});
  CHECK(both.exit_code == 2);
  CHECK_THAT(both.err, Contains("contradicts --store"));
  CHECK(state_of(home.path()) == before);
  CHECK(home.run({"--store", "opencode:~/nothing", "list"}).exit_code == 10);
  CHECK(home.run({"--store", "opencode:~/nothing", "status"}).exit_code == 10);
}
