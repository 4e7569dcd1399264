// Databases of OpenCode 1.2 to 1.18, each row against what SQLite itself says.
#include <sessionstore/json/view.h>

#include <set>

#include "databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

std::string all_of(const WholeSession& read) {
  std::string all = read.session.data.text();
  for (const Turn& turn : read.turns) {
    all += turn.message.data.text();
    for (const Part& part : turn.parts) all += part.data.text();
  }
  for (const Record& record : read.records) all += record.kind + record.key + record.data.text();
  return all;
}

}  // namespace

TEST_CASE("real databases are read whole, each message and part as it stands in its column") {
  const OpencodeDatabases databases;
  const auto file = databases.real(GENERATE("1.2.27", "1.18"));
  const auto source = open_opencode(file, {});
  const Inventory inventory = source->inventory();
  CHECK(inventory.sessions.size() == 32);
  CHECK(inventory.skipped.empty());
  std::vector<std::string> messages;
  std::vector<std::string> parts;
  for (const SessionEntry& entry : inventory.sessions) {
    const WholeSession read(*source, entry.id);
    CHECK(read.skipped.empty());
    CHECK(read.notes.empty());
    for (const Turn& turn : read.turns) {
      messages.push_back(entry.id + '|' + turn.message.id + '|' + turn.message.data.text());
      for (const Part& part : turn.parts) {
        parts.push_back(turn.message.id + '|' + part.id + '|' + part.data.text());
      }
    }
  }
  CHECK(messages == query_sql(file,
                              "SELECT session_id, id, data FROM message "
                              "ORDER BY session_id, time_created, id"));
  CHECK(parts == query_sql(file,
                           "SELECT p.message_id, p.id, p.data FROM message m "
                           "JOIN part p ON p.message_id = m.id "
                           "ORDER BY m.session_id, m.time_created, m.id, p.id"));
}

TEST_CASE("a session's row becomes OpenCode's own object, with each column that it has") {
  const OpencodeDatabases databases;
  const auto file = databases.real("1.18");
  run_sql(file,
          "UPDATE session SET share_url = 'http://s', summary_diffs = '[1]', "
          "revert = '{\"messageID\":\"m\"}', metadata = '{\"a\":1}', time_archived = 5, "
          "cost = 0.1, tokens_input = 7, tokens_cache_read = 8, workspace_id = 'w', path = '' "
          "WHERE id = (SELECT min(id) FROM session)");
  const auto source = open_opencode(file, {});
  const WholeSession read(*source, source->inventory().sessions.front().id);
  const json::View data(read.session.data.text());
  CHECK(data["share"].text() == R"({"url":"http://s"})");
  CHECK(data["summary"]["diffs"].text() == "[1]");
  CHECK(data["revert"]["messageID"].string() == "m");
  CHECK(data["metadata"].text() == R"({"a":1})");
  CHECK(data["cost"].text() == "0.1");
  CHECK(data["tokens"]["input"].integer() == 7);
  CHECK(data["tokens"]["cache"]["read"].integer() == 8);
  CHECK(data["workspaceID"].string() == "w");
  CHECK(data["path"].string() == "");
  CHECK(read.session.archived == 5);
  CHECK_FALSE(data["sessionstore"].exists());
  CHECK_FALSE(data["id"].exists());
}

TEST_CASE("the schema of every step is read, and no secret is") {
  const OpencodeDatabases databases;
  for (const std::string& version : OpencodeDatabases::versions()) {
    INFO(version);
    const auto file = databases.empty(version);
    put_sample_rows(file);
    const auto source = open_opencode(file, {});
    const Inventory inventory = source->inventory();
    REQUIRE(inventory.sessions.size() == 1);
    CHECK(inventory.skipped.empty());
    const WholeSession read(*source, "ses_1");
    CHECK(read.session.title == "A title");
    CHECK(read.session.created == 10);
    REQUIRE(read.turns.size() == 2);
    CHECK(read.turns[0].message.id == "msg_2");
    CHECK(read.turns[1].message.cost == 0.5);
    CHECK(read.turns[1].parts.size() == 2);
    CHECK(read.turns[1].parts[1].position == 1);
    REQUIRE(read.records.size() == 2);
    CHECK(read.records[0].data.text() ==
          R"({"id":"shr","url":"http://x","time":{"created":17,"updated":18}})");
    CHECK(read.records[1].data.text() ==
          R"([{"content":"do it","status":"pending","priority":"high",)"
          R"("time":{"created":15,"updated":16}}])");
    CHECK(all_of(read).find("TOPSECRET") == std::string::npos);
    for (const Project& project : inventory.projects) {
      for (const Record& record : project.records) {
        CHECK(record.data.text().find("TOPSECRET") == std::string::npos);
      }
    }
  }
}

TEST_CASE("columns, tables and part types of a later OpenCode are kept") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  run_sql(file, R"sql(
    ALTER TABLE session ADD COLUMN mood TEXT; UPDATE session SET mood = 'good';
    ALTER TABLE message ADD COLUMN stars INTEGER; UPDATE message SET stars = 5;
    ALTER TABLE part ADD COLUMN weight REAL; UPDATE part SET weight = 0.25;
    ALTER TABLE part ADD COLUMN api_key TEXT; UPDATE part SET api_key = 'TOPSECRET';
    UPDATE part SET data = '{"type":"hologram","x":1}' WHERE id = 'prt_1';
    CREATE TABLE session_mood (session_id TEXT, day INTEGER, raw BLOB,
                               PRIMARY KEY (session_id, day));
    INSERT INTO session_mood VALUES ('ses_1', 3, x'00ff');
    CREATE TABLE project_note (id TEXT PRIMARY KEY, project_id TEXT, note TEXT);
    INSERT INTO project_note VALUES ('n', 'p1', 'hi');
    CREATE TABLE weather (id TEXT); INSERT INTO weather VALUES ('rain');
    CREATE TABLE void (id TEXT);
  )sql");
  const auto source = open_opencode(file, {});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.skipped.size() == 1);
  CHECK(inventory.skipped[0].source == "table weather");
  REQUIRE(inventory.projects.size() == 1);
  REQUIRE(inventory.projects[0].records.size() == 2);
  CHECK(inventory.projects[0].records[1].data.text() ==
        R"({"id":"n","project_id":"p1","note":"hi"})");
  const WholeSession read(*source, "ses_1");
  CHECK(json::View(read.session.data.text())["sessionstore"].text() ==
        R"({"columns":{"mood":"good"}})");
  CHECK(json::View(read.turns[0].message.data.text())["sessionstore"]["columns"].text() ==
        R"({"stars":5})");
  CHECK(read.turns[0].parts[0].data.text() ==
        R"({"type":"hologram","x":1,"sessionstore":{"columns":{"weight":0.25}}})");
  CHECK(read.turns[0].parts[0].type == "hologram");
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].kind == "session_mood");
  CHECK(read.records[0].key == "3");
  CHECK(read.records[0].data.text() == R"({"day":3,"raw":"00ff"})");
}

TEST_CASE("a database of something else is refused, saying what it is") {
  const OpencodeDatabases databases;
  const auto file = databases.directory() / "other.db";
  const auto refusal = [&](const std::string& sql) {
    std::filesystem::remove(file);
    run_sql(file, sql);
    const Error error = error_of([&] { open_opencode(file, {})->inventory(); });
    CHECK_FALSE(error.hint().empty());
    return error.code();
  };
  CHECK(refusal("CREATE TABLE t (a)") == ErrorCode::unsupported);
  CHECK(refusal("CREATE TABLE sessions (a); CREATE TABLE messages (a)") == ErrorCode::unsupported);
  CHECK(refusal("PRAGMA user_version = 3") == ErrorCode::not_found);
  CHECK(refusal("CREATE TABLE session (id); CREATE TABLE project (id, worktree)") ==
        ErrorCode::version_mismatch);
}

}  // namespace sessionstore::tests
