// A colleague's push makes nobody else's OpenCode do anything.
#include <catch2/catch.hpp>

#include "support/sqlite_store.h"
#include "sync_faults/person.h"

namespace sessionstore::tests {
namespace {

constexpr const char* kAllow =
    R"('[{"permission":"*","pattern":"*","action":"allow"},{"permission":"task","pattern":"*","action":"deny"}]')";

struct Team {
  TemporaryDirectory place;
  std::string store = "sqlite:" + (place.path() / "store.db").string();
  Person alice{store};
  Person mallory{store};

  [[nodiscard]] static std::string row(const Person& person, const std::string& column) {
    return query_sql(person.database(),
                     "SELECT quote(" + column + ") FROM session WHERE id = 'ses_a1'")
        .at(0);
  }
  [[nodiscard]] static std::string notes_of(const SyncRun& run) {
    return run.report["notes"].dump();
  }
};

}  // namespace

TEST_CASE("a permission that a colleague sets in a shared session does not come here") {
  const Team team;
  team.alice.make_sessions("a", 2, 2);
  team.alice.execute(
      R"(UPDATE session SET permission = '[{"permission":"bash","pattern":"*","action":"ask"}]')");
  team.alice.sync_well();
  team.mallory.sync_well();
  CHECK(Team::row(team.mallory, "permission") == "NULL");  // an "ask" may be more than he allows
  team.mallory.append("ses_a1", "zz", "by mallory");
  team.mallory.execute("UPDATE session SET time_updated = 6000, permission = " +
                       std::string(kAllow));
  team.mallory.sync_well();
  const SyncRun planned = team.alice.sync({"--dry-run"});
  CHECK_THAT(Team::notes_of(planned), Catch::Contains("permission"));
  const SyncRun run = team.alice.sync();
  CHECK(run.exit_code == 0);
  CHECK_THAT(Team::notes_of(run), Catch::Contains("permission"));
  CHECK_THAT(Team::row(team.alice, "permission"),
             Catch::Contains("ask") && !Catch::Contains("allow"));
  CHECK(query_sql(team.alice.database(), "SELECT 1 FROM message WHERE id = 'msg_zz'").size() == 1);
  // Nothing of it is told again, and each keeps his own.
  CHECK(team.alice.sync().report["steps"].empty());
  CHECK(team.mallory.sync().report["steps"].empty());
  CHECK_THAT(Team::row(team.mallory, "permission"), Catch::Contains("allow"));
}

TEST_CASE("a colleague's new session brings what it denies, an undo's mark, and no share") {
  const Team team;
  team.mallory.make_sessions("a", 2, 2);
  team.mallory.execute(
      std::string(
          "UPDATE session SET slug = '../../x', share_url = 'https://evil/x', permission = ") +
      kAllow + R"(, revert = '{"messageID":"msg_a001_001","snapshot":"--output=x","diff":"d"}')");
  team.mallory.execute(
      R"(INSERT INTO part (id, message_id, session_id, time_created, time_updated, data) VALUES
         ('prt_z1', 'msg_a001_001', 'ses_a1', 1, 1,
          '{"type":"patch","hash":"0123456789012345678901234567890123456789","files":["/etc/hosts"]}'),
         ('prt_z2', 'msg_a001_001', 'ses_a1', 1, 1,
          '{"type":"file","mime":"image/png","url":"file:///etc/hosts"}'),
         ('prt_z3', 'msg_a001_001', 'ses_a1', 1, 1, '{"type":"subtask","prompt":"p"}'))");
  team.mallory.sync_well();
  const SyncRun planned = team.alice.sync({"--dry-run"});
  CHECK_THAT(Team::notes_of(planned), Catch::Contains("permission") && Catch::Contains("undo"));
  const SyncRun run = team.alice.sync();
  CHECK(run.exit_code == 0);
  CHECK_THAT(Team::notes_of(run), Catch::Contains("permission") && Catch::Contains("revert") &&
                                      Catch::Contains("slug") && Catch::Contains("URL"));
  CHECK_THAT(Team::row(team.alice, "permission"),
             Catch::Contains("deny") && !Catch::Contains("allow"));
  CHECK(Team::row(team.alice, "revert") == R"('{"messageID":"msg_a001_001"}')");
  CHECK(Team::row(team.alice, "slug") == "''");
  CHECK(Team::row(team.alice, "share_url") == "NULL");
  CHECK(query_sql(team.alice.database(), "SELECT id, data FROM part WHERE id GLOB 'prt_z[123]'") ==
        std::vector<std::string>{R"(prt_z3|{"type":"text","text":"Subtask\n\np"})"});
  // The store has it all still, though Alice goes on with the session.
  team.alice.append("ses_a1", "zz", "by alice");
  team.alice.sync_well();
  team.mallory.sync_well();
  CHECK(
      query_sql(team.mallory.database(), "SELECT id FROM part WHERE id GLOB 'prt_z[123]'").size() ==
      3);
  CHECK(query_sql(team.mallory.database(), "SELECT data FROM part WHERE id = 'prt_z3'").at(0) ==
        R"({"type":"subtask","prompt":"p"})");
  CHECK(query_sql(team.mallory.database(), "SELECT 1 FROM message WHERE id = 'msg_zz'").size() ==
        1);
  CHECK(team.alice.sync().report["steps"].empty());
  CHECK(team.mallory.sync().report["steps"].empty());
}

TEST_CASE("what has ids that are paths stays with a colleague, and is named whenever it comes") {
  const Team team;
  team.mallory.make_sessions("a", 2, 2);
  team.alice.sync_well();
  team.mallory.sync_well();
  const auto say = [&](const std::string& message, const std::string& part, const char* time) {
    team.mallory.execute("INSERT INTO message VALUES ('" + message + "', 'ses_a1', " + time + ", " +
                         time + R"(, '{"role":"user"}'); INSERT INTO part VALUES (')" + part +
                         "', '" + message + "', 'ses_a1', 1, 1, " +
                         R"('{"type":"text","text":"by mallory"}'))");
  };
  const auto ids_of = [](const Person& person) {
    return query_sql(person.database(),
                     "SELECT id FROM message WHERE id GLOB '*y[0-9]' UNION ALL "
                     "SELECT id FROM part WHERE id GLOB '*y[0-9]' ORDER BY id");
  };
  team.alice.sync_well();
  say("../../y1", "prt_y1", "8000");
  say("msg_y2", "../../y2", "8001");
  team.mallory.execute("UPDATE session SET time_updated = 9000 WHERE id = 'ses_a1'");
  team.mallory.execute(
      "PRAGMA foreign_keys = OFF; UPDATE message SET session_id = 'ses_a0/y' WHERE session_id = "
      "'ses_a0'; UPDATE part SET session_id = 'ses_a0/y' WHERE session_id = 'ses_a0'; "
      "INSERT INTO session (id, project_id, slug, directory, title, version, time_created, "
      "time_updated) SELECT 'ses_a0/y', project_id, slug, directory, title, version, 1, 2 "
      "FROM session WHERE id = 'ses_a0'");
  team.mallory.sync_well();
  const SyncRun run = team.alice.sync();
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.report["skipped"].dump(), Catch::Contains("ses_a0/y") &&
                                               Catch::Contains("message ../../y1") &&
                                               Catch::Contains("part ../../y2"));
  CHECK(ids_of(team.alice) == std::vector<std::string>{"msg_y2"});
  team.alice.append("ses_a1", "zz", "by alice");
  CHECK(team.alice.sync().exit_code == 3);
  team.mallory.sync_well();
  CHECK(ids_of(team.mallory).size() == 4);
  CHECK(query_sql(team.mallory.database(), "SELECT 1 FROM message WHERE id = 'msg_zz'").size() ==
        1);
  CHECK(team.alice.sync().report["steps"].empty());
  CHECK(team.mallory.sync().report["steps"].empty());
}

}  // namespace sessionstore::tests
