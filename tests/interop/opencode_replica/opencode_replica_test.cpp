// OpenCode's database as one copy of a history: what it tells of itself, and deleting.
#include "interop/opencode_replica/replicas.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

void put_second_session(const std::filesystem::path& file) {
  run_sql(file, R"sql(
    INSERT INTO session (id, project_id, parent_id, slug, directory, title, version, time_created,
                         time_updated)
      VALUES ('ses_2', 'p1', 'ses_1', '', '/nowhere/app', 't', '1', 1, 1);
    INSERT INTO message VALUES ('msg_9', 'ses_2', 1, 1, '{"role":"user"}');
    INSERT INTO part (id, message_id, session_id, time_created, time_updated, data)
      VALUES ('prt_9', 'msg_9', 'ses_2', 1, 1, '{"type":"text","text":"nine"}');
    CREATE TABLE rating (session_id TEXT, stars REAL);
    INSERT INTO rating VALUES ('ses_1', 4.5), ('ses_2', 1))sql");
}

}  // namespace

TEST_CASE("sessions are told with their project, parent and stamp") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  put_second_session(file);
  const auto replica = replicas.open(file);
  const ReplicaSessions all = replica->sessions({});
  REQUIRE(all.size() == 2);
  CHECK_FALSE(all.at("ses_1").parent_id);
  CHECK(all.at("ses_2").parent_id == "ses_1");
  CHECK(all.at("ses_1").author.empty());
  CHECK(all.at("ses_1").project_id == WholeSession(replica->place(), "ses_1").session.project_id);
  CHECK(replica->sessions(all.at("ses_1").project_id).size() == 2);
  CHECK(replica->sessions("another").empty());
}

TEST_CASE("a database that is upgraded while it is open is told as it is then") {
  const Replicas replicas;
  const auto file = replicas.sample("1.2.27", "here.db");
  const auto replica = replicas.open(file);
  const std::string before = replica->sessions({}).at("ses_1").stamp;
  run_sql(file,
          "ALTER TABLE session ADD COLUMN agent TEXT; UPDATE session SET agent = 'build';"
          "INSERT INTO session (id, project_id, slug, directory, title, version, time_created, "
          "time_updated) VALUES ('ses_2', 'p1', '', '/nowhere/app', 't', '1', 1, 1)");
  const ReplicaSessions sessions = replica->sessions({});
  CHECK(sessions.at("ses_1").stamp != before);
  CHECK(sessions.at("ses_2").project_id == sessions.at("ses_1").project_id);
  CHECK(WholeSession(replica->place(), "ses_2").session.project_id ==
        sessions.at("ses_2").project_id);
}

TEST_CASE("a session of every version's database is deleted with all that is its own") {
  const Replicas replicas;
  for (const std::string& version : OpencodeDatabases::versions()) {
    INFO(version);
    const auto file = replicas.sample(version, "here.db");
    put_second_session(file);
    const bool has_events =
        !query_sql(file, "SELECT 1 FROM sqlite_schema WHERE name = 'event'").empty();
    if (has_events) {
      run_sql(file,
              "INSERT INTO event_sequence (aggregate_id, seq) VALUES ('ses_1', 0), ('ses_2', 0);"
              "INSERT INTO event VALUES ('evt_1', 'ses_1', 0, 't', '{}'), "
              "('evt_2', 'ses_2', 0, 't', '{}')");
    }
    run_sql(file,
            "INSERT INTO part (id, message_id, session_id, time_created, time_updated, data) "
            "VALUES ('prt_7', 'msg_gone', 'ses_1', 1, 1, '{}'), "
            "('prt_8', 'msg_9', 'ses_1', 1, 1, '{}')");
    const auto replica = replicas.open(file);
    const std::string others = rows_of(file, "SELECT * FROM session WHERE id = 'ses_2'");
    CHECK(replica->remove_session("ses_1", found(*replica).value()));
    CHECK(rows_of(file, "SELECT * FROM session") == others);
    CHECK(rows_of(file, "SELECT id FROM message") == "msg_9\n");
    CHECK(rows_of(file, "SELECT id FROM part ORDER BY id") == "prt_8\nprt_9\n");
    CHECK(rows_of(file, "SELECT session_id FROM rating") == "ses_2\n");
    CHECK(query_sql(file, "SELECT 1 FROM todo UNION ALL SELECT 1 FROM session_share").empty());
    if (has_events) {
      CHECK(rows_of(file, "SELECT id FROM event") == "evt_2\n");
      CHECK(rows_of(file, "SELECT aggregate_id FROM event_sequence") == "ses_2\n");
    }
    check_sound(file);
    CHECK_FALSE(found(*replica));
    CHECK_FALSE(replica->remove_session("ses_1", {}));
    std::filesystem::remove(file);
  }
}

TEST_CASE("a session that went on is not deleted") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  const auto replica = replicas.open(file);
  const Digest expected = found(*replica).value();
  run_sql(file, "UPDATE todo SET status = 'running'");
  const std::string before = everything_in(file);
  CHECK(error_of([&] { replica->remove_session("ses_1", expected); }).code() ==
        ErrorCode::conflict);
  CHECK(everything_in(file) == before);
}

TEST_CASE("a session of OpenCode 2 is read, and neither replaced nor deleted") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  const auto source = open_opencode(replicas.sample("1.18.34-fresh", "there.db"), {});
  run_sql(file,
          "CREATE TABLE session_v2 AS SELECT * FROM session; UPDATE session_v2 SET title = 'two'");
  const std::string before = everything_in(file);
  const auto replica = replicas.open(file);
  const Digest there = found(*replica).value();
  CHECK(WholeSession(replica->place(), "ses_1").session.title == "two");
  const std::string stamp = replica->sessions({}).at("ses_1").stamp;
  CHECK(error_of([&] { put(*source, *replica); }).code() == ErrorCode::constraint);
  CHECK(error_of([&] { replica->remove_session("ses_1", there); }).code() == ErrorCode::constraint);
  CHECK(everything_in(file) == before);
  run_sql(file, "UPDATE session_v2 SET title = 'TWO'");
  CHECK(replica->sessions({}).at("ses_1").stamp != stamp);
}

TEST_CASE("a database made anew at the same place is another replica") {
  const Replicas replicas;
  const auto real = replicas.databases.real("1.18");
  const auto file = replicas.databases.directory() / "here.db";
  const auto identity = [&] { return replicas.open(file)->identity(); };
  std::filesystem::copy_file(real, file);
  const std::string first = identity();
  run_sql(file, "VACUUM");
  CHECK(identity() == first);
  run_sql(file, "UPDATE __drizzle_migrations SET applied_at = '2027-01-01T00:00:00.000Z'");
  const std::string second = identity();
  CHECK(second != first);
  std::filesystem::remove(file);
  CHECK(replicas.empty("1.18.34-fresh", "here.db") == file);
  const std::string third = identity();
  run_sql(file, "INSERT INTO migration VALUES ('a', 5), ('b', 6)");
  CHECK(identity() != third);
  CHECK(identity().find(std::filesystem::canonical(file).string()) != std::string::npos);
}

TEST_CASE("the data version tells of others' commits alone") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  const auto replica = replicas.open(file);
  const std::uint64_t first = replica->data_version();
  run_sql(there, "UPDATE session SET title = 'Another'");
  put(*open_opencode(there, {}), *replica);
  CHECK(replica->data_version() == first);
  run_sql(file, "UPDATE todo SET status = 'running'");
  CHECK(replica->data_version() != first);
}

}  // namespace sessionstore::tests
