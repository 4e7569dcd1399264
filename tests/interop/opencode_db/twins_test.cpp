// Tables that somebody rebuilt have no keys, and may hold a row twice: each readable row is taken
// once.
#include <sessionstore/overview.h>
#include <sessionstore/transfer.h>

#include "databases.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

struct Rebuilt {
  OpencodeDatabases databases;
  std::filesystem::path file = databases.empty("1.18.34-fresh");

  Rebuilt() {
    put_sample_rows(file);
    for (const std::string table :
         {"project", "session", "message", "part", "todo", "session_share"}) {
      run_sql(file, "CREATE TABLE x AS SELECT * FROM " + table + "; DROP TABLE " + table +
                        "; ALTER TABLE x RENAME TO " + table);
    }
  }
  void twice(const std::string& table, const std::string& change = "") const {
    run_sql(file, "CREATE TEMP TABLE x AS SELECT * FROM " + table + " LIMIT 1; " +
                      (change.empty() ? "" : "UPDATE x SET " + change + "; ") + "INSERT INTO " +
                      table + " SELECT * FROM x");
  }
  /// All of it into a store, verified.
  [[nodiscard]] TransferReport taken() const {
    const auto store = open_sqlite(":memory:");
    const auto source = open_opencode(file, {});
    TransferReport report = transfer(*source, *store, {});
    CHECK(report.written == 1);
    CHECK(report.verified == 1);
    return report;
  }
};

void check_sample(const std::filesystem::path& file) {
  const WholeSession read(*open_opencode(file, {}), "ses_1");
  REQUIRE(read.turns.size() == 2);
  CHECK(read.turns[0].parts.size() == 2);
  CHECK(read.turns[1].parts.size() == 2);
  CHECK(read.records.size() == 2);
}

}  // namespace

TEST_CASE("an equal row that is there twice is taken once, and noted") {
  const std::string table =
      GENERATE("project", "session", "message", "part", "todo", "session_share");
  INFO(table);
  const Rebuilt rebuilt;
  rebuilt.twice(table);
  const TransferReport report = rebuilt.taken();
  CHECK(report.skipped.empty());
  CHECK(report.notes.size() == (table == "project" ? 0 : 1));
  check_sample(rebuilt.file);
  const auto source = open_opencode(rebuilt.file, {});
  CHECK(dynamic_cast<OverviewSource&>(*source).overview().sessions.size() == 1);
}

TEST_CASE("of rows that differ the one changed last is taken, and the other is named") {
  const Rebuilt rebuilt;
  SECTION("session") { rebuilt.twice("session", "title = 'B title', time_updated = 99"); }
  SECTION("message") {
    rebuilt.twice("message", "data = '{\"role\":\"user\",\"b\":1}', time_updated = 99");
  }
  SECTION("part") { rebuilt.twice("part", "data = '{\"type\":\"b\"}', time_updated = 99"); }
  SECTION("share") { rebuilt.twice("session_share", "url = 'http://y'"); }
  SECTION("project") { rebuilt.twice("project", "worktree = '/elsewhere'"); }
  const TransferReport report = rebuilt.taken();
  REQUIRE(report.skipped.size() == 1);
  CHECK_THAT(report.skipped[0].reason, Contains("more than once") && !Contains("UNIQUE"));
  check_sample(rebuilt.file);
}

TEST_CASE("of two rows the readable one is taken") {
  const Rebuilt rebuilt;
  const std::string table = GENERATE("message", "part");
  rebuilt.twice(table, "data = '{\"torn', time_updated = 99");
  const TransferReport report = rebuilt.taken();
  CHECK(report.skipped.size() == 1);
  check_sample(rebuilt.file);
}

TEST_CASE("ids and texts that are BLOBs are what their bytes say") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  const char* const sql = GENERATE(
      "UPDATE session SET id = CAST(id AS BLOB)", "UPDATE message SET id = CAST(id AS BLOB)",
      "UPDATE message SET session_id = CAST(session_id AS BLOB) WHERE id = 'msg_1'",
      "UPDATE part SET id = CAST(id AS BLOB) WHERE id = 'prt_2'",
      "UPDATE part SET message_id = CAST(message_id AS BLOB)",
      "UPDATE part SET session_id = CAST(session_id AS BLOB) WHERE id = 'prt_1'",
      "UPDATE todo SET session_id = CAST(session_id AS BLOB)",
      "UPDATE session SET title = CAST(title AS BLOB), data_only = 1",
      "UPDATE part SET data = CAST(data AS BLOB)");
  INFO(sql);
  run_sql(file, "ALTER TABLE session ADD COLUMN data_only; PRAGMA foreign_keys = OFF; " +
                    std::string(sql));
  check_sample(file);
  const WholeSession read(*open_opencode(file, {}), "ses_1");
  CHECK(read.session.title == "A title");
  CHECK(read.skipped.empty());
  CHECK(open_opencode(file, {})->inventory().sessions.size() == 1);
}

TEST_CASE("an id that no store can keep costs its own row only") {
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  run_sql(file, "UPDATE part SET id = x'ff00fe' WHERE id = 'prt_2'");
  const WholeSession read(*open_opencode(file, {}), "ses_1");
  CHECK(read.turns.size() == 2);
  REQUIRE(read.skipped.size() == 1);
  CHECK(read.turns[0].parts.size() == 1);
}

TEST_CASE("a database of UTF-16 is read as any other") {
  const OpencodeDatabases databases;
  const auto utf8 = databases.empty("1.18.34-fresh");
  put_sample_rows(utf8);
  run_sql(utf8, "UPDATE session SET title = '\xC3\xA9\xF0\x9F\x9A\x80'");
  const auto file = databases.directory() / "utf16.db";
  std::string copy = "PRAGMA encoding = 'UTF-16be'; ";
  for (const std::string table :
       {"project", "session", "message", "part", "todo", "session_share"}) {
    copy +=
        query_sql(utf8, "SELECT sql FROM sqlite_schema WHERE name = '" + table + "'").at(0) + "; ";
    const std::string columns =
        query_sql(utf8, "SELECT group_concat(name) FROM pragma_table_info('" + table + "')").at(0);
    std::string values = columns;
    for (std::size_t at = 0; (at = values.find(',', at)) != std::string::npos; at += 7) {
      values.replace(at, 1, ")||','||quote(");
      at += 7;
    }
    for (const std::string& row : query_sql(utf8, "SELECT quote(" + values + ") FROM " + table)) {
      copy += "INSERT INTO " + table + " (" + columns + ") VALUES (" + row + "); ";
    }
  }
  run_sql(file, "PRAGMA foreign_keys = OFF; " + copy);
  check_sample(file);
  CHECK(WholeSession(*open_opencode(file, {}), "ses_1").session.title ==
        "\xC3\xA9\xF0\x9F\x9A\x80");
}

}  // namespace sessionstore::tests
