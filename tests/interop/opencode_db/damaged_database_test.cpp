// Damage in an OpenCode database costs the rows it is in, each by its name, and no other.
#include <sessionstore/json/view.h>

#include <fstream>

#include "databases.h"

namespace sessionstore::tests {
namespace {

using interop::open_opencode;

struct Sample {
  OpencodeDatabases databases;
  std::filesystem::path file = databases.empty("1.18.34-fresh");

  Sample() { put_sample_rows(file); }
  [[nodiscard]] WholeSession read() const {
    return WholeSession(*open_opencode(file, {}), "ses_1");
  }
};

}  // namespace

TEST_CASE("a part that is no JSON is named, the others are taken") {
  const Sample sample;
  run_sql(sample.file, "UPDATE part SET data = '{\"type\":\"te' WHERE id = 'prt_1'");
  const WholeSession read = sample.read();
  REQUIRE(read.skipped.size() == 1);
  CHECK(read.skipped[0].source == "part prt_1");
  CHECK(read.turns[0].parts.size() == 1);
  CHECK(read.turns[0].parts[0].position == 0);
  CHECK(read.turns[1].parts.size() == 2);
}

TEST_CASE("a message that is no JSON is named, and its parts keep their place") {
  const Sample sample;
  run_sql(sample.file, "UPDATE message SET data = '' WHERE id = 'msg_2'");
  const WholeSession read = sample.read();
  REQUIRE(read.skipped.size() == 1);
  CHECK(read.skipped[0].source == "message msg_2");
  CHECK(read.notes.size() == 1);
  REQUIRE(read.turns.size() == 2);
  CHECK(read.turns[0].message.id == "msg_2");
  CHECK(json::View(read.turns[0].message.data.text())["sessionstore"]["recovered"].exists());
  CHECK(read.turns[0].parts.size() == 2);
}

TEST_CASE("a column of the session that is no JSON is kept as a text") {
  const Sample sample;
  run_sql(sample.file, "UPDATE session SET revert = '{oops'");
  const WholeSession read = sample.read();
  CHECK(read.notes.size() == 1);
  CHECK(json::View(read.session.data.text())["sessionstore"].text() ==
        R"({"columns":{"revert":"{oops"}})");
}

TEST_CASE("texts that are not UTF-8 are repaired and noted") {
  const Sample sample;
  run_sql(sample.file,
          "UPDATE session SET title = CAST(x'41ff42' AS TEXT); "
          "UPDATE part SET data = CAST(x'22ff22' AS TEXT) WHERE id = 'prt_1'");
  const WholeSession read = sample.read();
  CHECK(read.session.title ==
        "A\xEF\xBF\xBD"
        "B");
  CHECK(read.notes.size() == 2);
  CHECK(read.skipped.empty());
}

TEST_CASE("what lost its owner is kept under a recovered one") {
  const Sample sample;
  SECTION("messages without their session") {
    run_sql(sample.file, "DELETE FROM session");
    const WholeSession read = sample.read();
    CHECK(read.session.title == "Recovered session");
    CHECK(read.session.created == 11);
    CHECK(read.turns.size() == 2);
    CHECK(read.turns[0].parts.size() == 2);
  }
  SECTION("parts without their message") {
    run_sql(sample.file, "DELETE FROM message WHERE id = 'msg_2'");
    const WholeSession read = sample.read();
    REQUIRE(read.turns.size() == 2);
    CHECK(read.turns[0].message.id == "msg_2");
    CHECK(read.turns[0].parts.size() == 2);
  }
}

namespace {

/// Overwrites the third leaf page of a table (not of its indexes). Returns how many rows it held.
std::size_t damage_a_page(const std::filesystem::path& file, const std::string& table) {
  const auto pages =
      query_sql(file, "SELECT pageno, ncell FROM dbstat WHERE name = '" + table +
                          "' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2");
  REQUIRE(pages.size() == 1);
  const std::size_t bar = pages[0].find('|');
  std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
  damaged.seekp((std::stol(pages[0].substr(0, bar)) - 1) * 4096);
  damaged << std::string(4096, '\x55');
  return std::stoul(pages[0].substr(bar + 1));
}

}  // namespace

TEST_CASE("a damaged page costs the rows in it, not their neighbours") {
  const OpencodeDatabases databases;
  const auto file = databases.real("1.2.27");
  const auto total = std::stoul(query_sql(file, "SELECT count(*) FROM part").at(0));
  const std::size_t rows_there = damage_a_page(file, "part");
  const auto source = open_opencode(file, {});
  std::size_t parts = 0;
  std::size_t skipped = 0;
  for (const SessionEntry& entry : source->inventory().sessions) {
    const WholeSession read(*source, entry.id);
    skipped += read.skipped.size();
    for (const Turn& turn : read.turns) parts += turn.parts.size();
  }
  CHECK(skipped == rows_there);
  CHECK(parts == total - skipped);
}

TEST_CASE("a damaged page of sessions costs their rows, not their messages") {
  const OpencodeDatabases databases;
  const auto file = databases.real("1.18");
  const auto messages = std::stoul(query_sql(file, "SELECT count(*) FROM message").at(0));
  const std::size_t damaged = damage_a_page(file, "session");
  const auto source = open_opencode(file, {});
  const Inventory inventory = source->inventory();
  CHECK(inventory.sessions.size() == 32);
  CHECK(inventory.skipped.size() == damaged + 1);
  std::size_t recovered = 0;
  std::size_t read_messages = 0;
  for (const SessionEntry& entry : inventory.sessions) {
    const WholeSession read(*source, entry.id);
    recovered += read.session.title == "Recovered session" ? 1 : 0;
    read_messages += read.turns.size();
  }
  CHECK(recovered == damaged);
  CHECK(read_messages == messages);
}

TEST_CASE("a damaged page of messages costs their rows, whatever the index tells of them") {
  const OpencodeDatabases databases;
  const std::string version = GENERATE("1.2.1", "1.18.34-fresh");
  INFO(version);
  const auto file = databases.empty(version);
  put_sample_rows(file);
  run_sql(file,
          "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 299) INSERT "
          "INTO message (id, session_id, time_created, time_updated, data) SELECT 'msg_' || i, "
          "'ses_1', i, i, json_object('role', 'user', 'text', hex(zeroblob(100))) FROM n");
  const std::size_t lost = damage_a_page(file, "message");
  const auto source = open_opencode(file, {});
  CHECK(source->inventory().sessions.size() == 1);
  const WholeSession read(*source, "ses_1");
  CHECK(read.turns.size() == 202 - lost);
  CHECK(read.skipped.size() == lost);
}

TEST_CASE("rows after a damaged page of a table without keys are read") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  run_sql(file,
          "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 299) INSERT "
          "INTO part (id, message_id, session_id, time_created, time_updated, data) SELECT 'prt_' "
          "|| i, 'msg_2', 'ses_1', i, i, json_object('type', 'text', 'text', hex(zeroblob(100))) "
          "FROM n; CREATE TABLE x AS SELECT * FROM part; DROP TABLE part; "
          "ALTER TABLE x RENAME TO part; VACUUM");
  const std::size_t lost = damage_a_page(file, "part");
  const auto source = open_opencode(file, {});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.skipped.size() == 1);
  CHECK(inventory.skipped[0].source == "table part");
  const WholeSession read(*source, "ses_1");
  CHECK(read.turns.at(0).parts.size() + read.turns.at(1).parts.size() == 204 - lost);
}

}  // namespace sessionstore::tests
