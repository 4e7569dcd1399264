// What tells that a session of OpenCode's database changed.
#include "opencode_replica/session_stamps.h"

#include <sessionstore/sqlite/attach.h>

#include <set>

#include "interop/opencode_replica/replicas.h"

namespace sessionstore::tests {
namespace {

using interop::SessionStamps;

using Stamps = std::map<std::string, std::string, std::less<>>;

/// Of all sessions, each of them the same whether it is asked for alone or with the others.
Stamps stamps_of(const std::filesystem::path& file) {
  const auto connection = sqlite::open_for_writing(file, std::chrono::seconds(1));
  const interop::Tables tables = interop::read_tables(*connection);
  const SessionStamps stamps(*connection, tables);
  const Stamps all = stamps.all();
  for (const auto& [id, stamp] : all) {
    INFO(id);
    CHECK(stamps.of(id) == stamp);
  }
  return all;
}

}  // namespace

TEST_CASE("every change of a session changes its stamp, and no other session's") {
  const Replicas replicas;
  for (const std::string& version : OpencodeDatabases::versions()) {
    INFO(version);
    const auto file = replicas.sample(version, "one.db");
    run_sql(file, R"sql(
      INSERT INTO session (id, project_id, slug, directory, title, version, time_created,
                           time_updated) VALUES ('ses_2', 'p1', '', '/', 't', '1', 1, 1);
      INSERT INTO message VALUES ('msg_9', 'ses_2', 1, 1, '{"role":"user"}');
      CREATE TABLE later (session_id TEXT, value);
      INSERT INTO later VALUES ('ses_1', 5), ('ses_1', 'x'), ('ses_2', 1))sql");
    Stamps before = stamps_of(file);
    REQUIRE(before.size() == 2);
    // Each of the same length as what was there, with its times as they were.
    for (const char* const change :
         {"UPDATE message SET data = replace(data, 'user', 'uses') WHERE id = 'msg_2'",
          "UPDATE part SET data = replace(data, 'four', 'FOUR') WHERE id = 'prt_4'",
          "UPDATE part SET message_id = 'msg_1' WHERE id = 'prt_2'",
          "UPDATE part SET time_updated = time_updated + 1 WHERE id = 'prt_1'",
          "UPDATE message SET time_created = time_created + 1 WHERE id = 'msg_1'",
          "UPDATE session SET title = 'B title' WHERE id = 'ses_1'",
          "UPDATE session SET summary_files = 0 WHERE id = 'ses_1'",
          "UPDATE todo SET status = 'running' WHERE session_id = 'ses_1'",
          "UPDATE session_share SET url = 'http://y'", "UPDATE later SET value = 6 WHERE value = 5",
          "UPDATE later SET value = '6' WHERE value = 6",
          "UPDATE later SET value = x'78' WHERE value = 'x'",
          "UPDATE later SET value = 6.5 WHERE value = '6'", "DELETE FROM later WHERE value = 6.5",
          "DELETE FROM part WHERE id = 'prt_3'", "DELETE FROM todo"}) {
      INFO(change);
      run_sql(file, change);
      const Stamps after = stamps_of(file);
      CHECK(after.at("ses_1") != before.at("ses_1"));
      CHECK(after.at("ses_2") == before.at("ses_2"));
      before = after;
    }
    run_sql(file, "VACUUM");
    CHECK(stamps_of(file) == before);
    std::filesystem::remove(file);
  }
}

TEST_CASE("a stamp is the same in whatever order the rows were written") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "one.db");
  const Stamps before = stamps_of(file);
  run_sql(file,
          "CREATE TEMP TABLE kept AS SELECT * FROM part; DELETE FROM part; "
          "INSERT INTO part SELECT * FROM kept ORDER BY id DESC");
  CHECK(stamps_of(file) == before);
}

TEST_CASE("a part counts for its message's session, and without a message for the one it names") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "one.db");
  run_sql(file, R"sql(
    INSERT INTO session (id, project_id, slug, directory, title, version, time_created,
                         time_updated) VALUES ('ses_2', 'p1', '', '/', 't', '1', 1, 1);
    INSERT INTO part VALUES ('prt_7', 'msg_1', 'ses_2', 1, 1, '{}'),
                            ('prt_8', 'msg_gone', 'ses_2', 1, 1, '{}'))sql");
  const Stamps before = stamps_of(file);
  run_sql(file, "UPDATE part SET data = '[]' WHERE id = 'prt_7'");
  const Stamps strange = stamps_of(file);
  CHECK(strange.at("ses_1") != before.at("ses_1"));
  CHECK(strange.at("ses_2") == before.at("ses_2"));
  run_sql(file, "UPDATE part SET data = '[]' WHERE id = 'prt_8'");
  const Stamps orphan = stamps_of(file);
  CHECK(orphan.at("ses_1") == strange.at("ses_1"));
  CHECK(orphan.at("ses_2") != strange.at("ses_2"));
}

TEST_CASE("every session of a real history has a stamp of its own, one way or the other") {
  const Replicas replicas;
  const std::string version = GENERATE("1.2.27", "1.18");
  const Stamps stamps = stamps_of(replicas.databases.real(version));
  CHECK(stamps.size() == 32);
  std::set<std::string> different;
  for (const auto& [id, stamp] : stamps) different.insert(stamp);
  CHECK(different.size() == 32);
}

TEST_CASE("the event log, which says everything again, changes no stamp") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "one.db");
  const Stamps before = stamps_of(file);
  run_sql(file,
          "INSERT INTO event_sequence VALUES ('ses_1', 0, ''); "
          "INSERT INTO event VALUES ('evt_1', 'ses_1', 0, 't', '{}')");
  CHECK(stamps_of(file) == before);
}

}  // namespace sessionstore::tests
