// A data directory of OpenCode in which one place cannot be read: every command takes the others.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

/// A user with a real database, a project of OpenCode up to 0.5 and a database of somebody else.
struct Neighbourhood {
  Home home;
  fs::path data = home.path() / ".local/share/opencode";
  fs::path database = data / "opencode.db";

  Neighbourhood() {
    fs::create_directories(data);
    unpack("opencode-databases.tar.gz", "opencode-1.2.27.db");
    unpack("project-0.5.29.tar.gz", "project");
    fs::rename(data / "opencode-1.2.27.db", database);
    Home::run_sql(data / "opencode-beta.db", "CREATE TABLE notes(a)");
    write_file(data / "opencode.db.bak", "x");
  }
  void unpack(const std::string& archive, const std::string& name) const {
    const ProcessResult result =
        run_process({"/bin/tar", "xzf", TESTS_DATA_DIR "/" + archive, "-C", data.string(), name},
                    {{}, {{"PATH", "/usr/bin:/bin"}}, {}});
    REQUIRE(result.exit_code == 0);
  }
  [[nodiscard]] std::size_t stored() const { return home.all_sessions().size(); }
};

constexpr const char* kOld = "ses_de7796aabffe5d6lm2QPn7Ql2G";
constexpr const char* kPlace = "opencode:~/.local/share/opencode";

}  // namespace

TEST_CASE("import takes the places that can be read, and names the one that cannot") {
  const Neighbourhood here;
  const json report = here.home.run_json({"import"}, 3);
  CHECK(report["sessions"] == 33);
  CHECK(report["written"] == 33);
  REQUIRE(report["skipped"].size() == 1);
  CHECK(report["skipped"][0]["source"] == "opencode-beta.db");
  REQUIRE(report["notes"].size() == 1);
  CHECK(report["notes"][0]["source"] == (here.data / "opencode.db.bak").string());
  CHECK(here.home.run_json({"import"}, 3)["unchanged"] == 33);
  // A remark alone is nothing that is left over.
  fs::remove(here.data / "opencode-beta.db");
  CHECK(here.home.run_json({"import"})["notes"].size() == 1);
}

TEST_CASE("list, show, export and verify read the places that can be read") {
  const Neighbourhood here;
  const auto list = here.home.run({"--store", kPlace, "--all-projects", "list", "--json"});
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.out, Contains(kOld));
  CHECK_THAT(list.err, Contains("not read: opencode-beta.db: "));
  const auto show = here.home.run({"--store", kPlace, "show", kOld});
  CHECK(show.exit_code == 0);
  CHECK_THAT(show.out, Contains("hello old"));
  const auto sent = here.home.run(
      {"--store", kPlace, "--all-projects", "export", "--to", "sqlite:out.db", "--json"});
  CHECK(sent.exit_code == 3);
  CHECK(json::parse(sent.out)["written"] == 33);
  CHECK(json::parse(sent.out)["skipped"].size() == 1);
  const json verified =
      here.home.run_json({"verify", "--from", kPlace, "--to", "sqlite:out.db"}, 5);
  CHECK(verified["sessions"] == 33);
  REQUIRE(verified["differences"].size() == 1);
  CHECK(verified["differences"][0]["kind"] == "unreadable");
}

TEST_CASE("sync takes no place that cannot be read for one whose sessions were deleted") {
  const Neighbourhood here;
  CHECK(here.home.run_json({"import"}, 3)["written"] == 33);
  const json first = here.home.run_json({"sync", "--all-projects"}, 3);
  CHECK(first["unchanged"] == 32);
  CHECK(first["failed"] == 1);  // the old one's directory is not here
  REQUIRE(here.stored() == 33);
  for (const char* const end : {"", "-wal", "-shm"}) fs::remove(here.database.string() + end);
  const std::string kind =
      GENERATE(as<std::string>{}, "absent", "empty", "text", "foreign", "second", "directory");
  INFO(kind);
  if (kind == "empty") write_file(here.database, "");
  if (kind == "text") write_file(here.database, std::string(8192, 'x'));
  if (kind == "foreign") Home::run_sql(here.database, "CREATE TABLE notes(a)");
  if (kind == "directory") fs::create_directory(here.database);
  if (kind == "second") {
    Home::run_sql(here.database,
                  "CREATE TABLE project(id, worktree); CREATE TABLE session_v2(id, project_id, "
                  "directory); CREATE TABLE session_message(id, session_id, type, seq, "
                  "time_created, time_updated, data)");
  }
  const auto sync = here.home.run({"sync", "--all-projects"});
  CHECK(sync.exit_code != 0);
  CHECK(sync.exit_code != 3);
  CHECK(here.stored() == 33);
}
