// Sessions of OpenCode's database replaced by what another copy of the history has.
#include "interop/opencode_replica/replicas.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

/// The session went on elsewhere, and was edited there.
void go_on(const std::filesystem::path& file) {
  run_sql(file, R"sql(
    PRAGMA foreign_keys = ON;
    UPDATE session SET title = 'Another', time_updated = 90 WHERE id = 'ses_1';
    UPDATE part SET data = '{"type":"text","text":"edited"}', time_updated = 91 WHERE id = 'prt_4';
    DELETE FROM message WHERE id = 'msg_2';
    INSERT INTO message VALUES ('msg_3', 'ses_1', 92, 93,
      '{"role":"user","time":{"created":92},"agent":"a","model":{}}');
    INSERT INTO part (id, message_id, session_id, time_created, time_updated, data)
      VALUES ('prt_5', 'msg_3', 'ses_1', 92, 94, '{"type":"text","text":"five"}');
    INSERT INTO todo (session_id, content, status, priority, position, time_created, time_updated)
      VALUES ('ses_1', 'more', 'pending', 'low', 1, 95, 96))sql");
}

}  // namespace

TEST_CASE("a session is replaced row by row in every version's database") {
  const Replicas replicas;
  for (const std::string& version : OpencodeDatabases::versions()) {
    INFO(version);
    const auto there = replicas.sample("1.15.13", "there.db");
    const auto here = replicas.empty(version, "here.db");
    const auto replica = replicas.open(here);
    const auto source = open_opencode(there, {});
    const auto same = [&] {
      CHECK(rows_of(here, kAllMessages) == rows_of(there, kAllMessages));
      CHECK(rows_of(here, kAllParts) == rows_of(there, kAllParts));
      CHECK(rows_of(here, kAllTodos) == rows_of(there, kAllTodos));
      CHECK(query_sql(here, "SELECT title FROM session") ==
            query_sql(there, "SELECT title FROM session"));
      check_sound(here);
    };
    const auto put_and_check = [&] {
      const Digest fingerprint = put(*source, *replica);
      same();
      CHECK(fingerprint_of(replica->place(), "ses_1") == fingerprint);
      CHECK(fingerprint_of(*replica->as_kept_here(*source), "ses_1") == fingerprint);
      CHECK(replica->stamp_of_written("ses_1", fingerprint) ==
            replica->sessions({}).at("ses_1").stamp);
      CHECK(replica->stamp_of_written("ses_1", {}).empty());
    };
    put_and_check();
    run_sql(here, "CREATE TABLE before AS SELECT id, rowid AS row FROM part");
    go_on(there);
    put_and_check();
    // What did not change was not touched.
    CHECK(query_sql(here,
                    "SELECT count(*) FROM part p JOIN before b ON p.id = b.id AND p.rowid = "
                    "b.row") == std::vector<std::string>{"2"});
    run_sql(there, "DELETE FROM todo; UPDATE message SET time_created = 8 WHERE id = 'msg_3'");
    put_and_check();
    std::filesystem::remove(there);
    std::filesystem::remove(here);
  }
}

TEST_CASE("rows of other sessions stay byte for byte") {
  const Replicas replicas;
  const auto here = replicas.databases.real("1.18");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  // Projects come with the first session.
  put(*source, *replica);
  const std::string before = everything_in(here, "ses_1");
  go_on(there);
  put(*source, *replica);
  CHECK(everything_in(here, "ses_1") == before);
  CHECK(rows_of(here, "SELECT title FROM session WHERE id = 'ses_1'") == "Another\n");
  check_sound(here);
}

TEST_CASE("what OpenCode changed meanwhile is a conflict, and stays") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  go_on(there);
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  const auto change = GENERATE(
      "UPDATE part SET data = replace(data, 'one', 'ONE')", "UPDATE session SET title = 'B title'",
      "DELETE FROM session_share", "PRAGMA foreign_keys = ON; DELETE FROM session",
      "INSERT INTO message VALUES ('msg_4', 'ses_1', 97, 98, '{\"role\":\"user\"}')");
  const auto expected = found(*replica);
  run_sql(here, change);
  const std::string before = everything_in(here);
  CHECK(error_of([&] { put(*source, *replica, expected); }).code() == ErrorCode::conflict);
  CHECK(everything_in(here) == before);
  // The next attempt is one of its own.
  put(*source, *replica);
  CHECK(rows_of(here, kAllParts) == rows_of(there, kAllParts));
}

TEST_CASE("a session that is there where none was expected is a conflict") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto replica = replicas.open(here);
  const auto source = open_opencode(replicas.sample("1.18.34-fresh", "there.db"), {});
  CHECK(error_of([&] { put(*source, *replica, std::nullopt); }).code() == ErrorCode::conflict);
}

TEST_CASE("an id that another session has is refused, and nothing is written") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  go_on(there);
  run_sql(here, R"sql(
    INSERT INTO session (id, project_id, slug, directory, title, version, time_created,
                         time_updated) VALUES ('ses_2', 'p1', '', '/', 't', '1', 1, 1);
    INSERT INTO message VALUES ('msg_3', 'ses_2', 1, 1, '{"role":"user"}'))sql");
  const std::string before = everything_in(here);
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  const Error error = error_of([&] { put(*source, *replica); });
  CHECK(error.code() == ErrorCode::constraint);
  CHECK_THAT(error.what(), Contains("msg_3"));
  CHECK(everything_in(here) == before);
}

TEST_CASE("a row that cannot be read is mended by one that comes") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  run_sql(here, "UPDATE part SET data = '{' WHERE id = 'prt_2'");
  run_sql(here, "UPDATE message SET data = '{' WHERE id = 'msg_1'");
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  const Digest fingerprint = put(*source, *replica);
  CHECK(fingerprint_of(replica->place(), "ses_1") == fingerprint);
  CHECK(rows_of(here, kAllParts) == rows_of(there, kAllParts));
  CHECK(rows_of(here, kAllMessages) == rows_of(there, kAllMessages));
}

TEST_CASE("what would read back otherwise is refused, and nothing is written") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const std::string before = everything_in(here);
  const auto replica = replicas.open(here);
  const auto writer = replica->place().bulk_writer();
  Putting putting(*writer, found(*replica));
  // Not as it is kept here: the directory is not one of here.
  WholeSession whole(replica->place(), "ses_1");
  putting.on_session(whole.session);
  putting.on_record({"session_diff", "", json::Document::parse("[]")});
  putting.end();
  CHECK(error_of([&] { writer->commit(); }).code() == ErrorCode::constraint);
  CHECK(everything_in(here) == before);
}

TEST_CASE("messages without their session are nobody's to replace") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto source = open_opencode(replicas.sample("1.18.34-fresh", "there.db"), {});
  run_sql(here, "DELETE FROM session");
  const std::string before = everything_in(here);
  const auto replica = replicas.open(here);
  CHECK_FALSE(found(*replica));
  CHECK(replica->sessions({}).empty());
  CHECK(error_of([&] { put(*source, *replica); }).code() == ErrorCode::constraint);
  CHECK(everything_in(here) == before);
}

TEST_CASE("a copy is made once, before the first change of a replica") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  const auto copies = [&] {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(here.parent_path())) {
      const std::string name = entry.path().filename().string();
      if (name.find("here.db.before-export-") == 0) found.push_back(entry.path());
    }
    return found;
  };
  replica->sessions({});
  CHECK(copies().empty());
  put(*source, *replica);
  go_on(there);
  put(*source, *replica);
  REQUIRE(copies().size() == 1);
  CHECK(rows_of(copies().front(), "SELECT title FROM session") == "A title\n");
}

}  // namespace sessionstore::tests
