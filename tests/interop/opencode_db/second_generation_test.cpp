// OpenCode 2's tables, in a fixture of the publicly described shapes: no program was at hand.
#include <sessionstore/json/view.h>

#include "databases.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

constexpr const char* kSecondTables = R"sql(
  DROP TABLE session_message;
  CREATE TABLE session_v2 (
    title TEXT, id TEXT PRIMARY KEY, project_id TEXT NOT NULL, parent_id TEXT, slug TEXT,
    directory TEXT NOT NULL, version TEXT, time_created INTEGER, time_updated INTEGER,
    fork_session_id TEXT, fork_boundary TEXT, time_idle INTEGER);
  CREATE TABLE session_message (
    id TEXT PRIMARY KEY, session_id TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL,
    time_created INTEGER NOT NULL, time_updated INTEGER NOT NULL, data TEXT NOT NULL);
  INSERT INTO session_v2 VALUES (NULL, 'ses_1', 'p1', NULL, 's', '/nowhere/app/src', '2.0.3', 10, 90,
                                 NULL, NULL, 91);
  INSERT INTO session_v2 VALUES ('New', 'ses_2', 'p1', NULL, 's', '/nowhere/app', '2.0.3', 70, 80,
                                 'ses_1', 'b', NULL);
  INSERT INTO session_message VALUES
    ('m1', 'ses_1', 'user', 0, 11, 11, '{"text":"one, made poorer"}'),
    ('m2', 'ses_1', 'assistant', 1, 60, 61,
     '{"agent":"build","cost":0.25,"tokens":{"input":5,"output":6},"content":[
       {"type":"text","text":"hello"},{"type":"tool","id":"call_1","name":"bash","state":{}}]}'),
    ('m3', 'ses_2', 'shell', 1, 72, 73, '{"command":"ls"}'),
    ('m4', 'ses_2', 'user', 0, 71, 71, 'no JSON');
)sql";

}  // namespace

TEST_CASE(
    "sessions of OpenCode 2 are read beside those of 1.x, and the report says how sure it is") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  run_sql(file, kSecondTables);
  const auto source = open_opencode(file, {});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.sessions.size() == 2);
  CHECK(inventory.skipped.empty());
  REQUIRE(inventory.notes.size() == 1);
  CHECK(inventory.notes[0].source == "table session_v2");

  const WholeSession both(*source, "ses_1");
  CHECK(both.session.title == "A title");
  CHECK(both.session.updated == 90);
  REQUIRE(both.turns.size() == 3);
  CHECK(both.turns[0].message.id == "msg_2");
  const Turn& last = both.turns[2];
  CHECK(last.message.id == "m2");
  CHECK(last.message.role == "assistant");
  CHECK(last.message.cost == 0.25);
  CHECK_FALSE(json::View(last.message.data.text())["content"].exists());
  REQUIRE(last.parts.size() == 2);
  CHECK(last.parts[0].data.text() == R"({"type":"text","text":"hello"})");
  CHECK(last.parts[1].type == "tool");
  // What 2.x made of the older message is not taken for another one, and not dropped.
  REQUIRE(both.records.size() == 4);
  CHECK(both.records[0].kind == "session");
  CHECK(both.records[1].kind == "session_message");
  CHECK(both.records[1].key == "m1");

  const WholeSession second(*source, "ses_2");
  CHECK(second.session.title == "New");
  REQUIRE(second.turns.size() == 1);
  CHECK(second.turns[0].message.role == "shell");
  REQUIRE(second.skipped.size() == 1);
  CHECK(second.skipped[0].source == "message m4");
  CHECK(json::View(second.session.data.text())["sessionstore"]["columns"]["fork_session_id"]
            .string() == "ses_1");
}

}  // namespace sessionstore::tests
