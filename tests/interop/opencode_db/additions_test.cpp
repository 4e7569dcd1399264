// What somebody has added to OpenCode's database takes nothing from what OpenCode keeps in it.
#include <sessionstore/error.h>

#include "databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

/// A declaration that SQLite itself would not have taken, as a newer one may leave it behind.
void declare(const std::filesystem::path& file, const std::string& type, const std::string& name,
             const std::string& table, const std::string& sql) {
  run_sql(file, "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('" + type + "', '" +
                    name + "', '" + table + "', 0, '" + sql + "')");
}

struct Extended {
  OpencodeDatabases databases;
  std::filesystem::path file = databases.empty("1.18.34-fresh");

  Extended() { put_sample_rows(file); }
  void check_all_is_read() const {
    const auto source = open_opencode(file, {});
    const Inventory inventory = source->inventory();
    CHECK(inventory.sessions.size() == 1);
    CHECK(inventory.skipped.empty());
    const WholeSession read(*source, "ses_1");
    CHECK(read.skipped.empty());
    REQUIRE(read.turns.size() == 2);
    CHECK(read.turns[0].parts.size() == 2);
    CHECK(read.turns[1].parts.size() == 2);
    CHECK(read.records.size() == 2);
  }
};

}  // namespace

TEST_CASE("an index, a column, a trigger or a view with JSON is no damage") {
  const Extended extended;
  const char* const sql = GENERATE(
      "CREATE INDEX x ON part (json_extract(data, '$.type'))",
      "CREATE INDEX x ON part (data ->> '$.type')",
      "CREATE INDEX x ON message (session_id) WHERE json_extract(data, '$.role') = 'user'",
      "ALTER TABLE part ADD COLUMN kind TEXT AS (json_extract(data, '$.type')) VIRTUAL",
      "ALTER TABLE message ADD COLUMN kind TEXT AS (json_type(data, '$.role'))",
      "CREATE TRIGGER x AFTER INSERT ON part BEGIN SELECT json_extract(new.data, '$.a'); END",
      "CREATE VIEW x AS SELECT json_group_array(data) FROM part",
      "CREATE VIRTUAL TABLE x USING fts5 (text); INSERT INTO x VALUES ('a word')");
  INFO(sql);
  run_sql(extended.file, sql);
  extended.check_all_is_read();
}

TEST_CASE("what this SQLite does not understand is left out, and no table is lost by it") {
  const Extended extended;
  SECTION("a virtual table of a module that is not here, and the tables it is kept in") {
    run_sql(extended.file, "CREATE TABLE v_chunks (a); INSERT INTO v_chunks VALUES (1)");
    declare(extended.file, "table", "v", "v", "CREATE VIRTUAL TABLE v USING vec0(embedding)");
    const auto inventory = open_opencode(extended.file, {})->inventory();
    REQUIRE(inventory.notes.size() == 1);
    CHECK(inventory.notes[0].source == "table v");
  }
  SECTION("a view of a newer SQLite") {
    declare(extended.file, "view", "v", "v", "CREATE VIEW v AS SELECT 1 GOBBLE GUBBLE 2 + FROM");
  }
  SECTION("a trigger of a newer SQLite") {
    declare(extended.file, "trigger", "t", "part", "CREATE TRIGGER t GOBBLE part BEGIN END");
  }
  SECTION("an index of a function that is not allowed") {
    run_sql(extended.file, "CREATE INDEX x ON part (time_created)");
    run_sql(extended.file,
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            "'CREATE INDEX x ON part (load_extension(data))' WHERE name = 'x'");
  }
  SECTION("an index in an order of its own program") {
    run_sql(extended.file, "CREATE INDEX x ON part (message_id)");
    run_sql(extended.file,
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            "'CREATE INDEX x ON part (message_id COLLATE theirs)' WHERE name = 'x'");
  }
  extended.check_all_is_read();
}

TEST_CASE("a table of somebody's that is not understood is named") {
  const Extended extended;
  run_sql(extended.file, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
  run_sql(extended.file,
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
          "'CREATE TABLE theirs (a GOBBLE (' WHERE name = 'theirs'");
  const auto source = open_opencode(extended.file, {});
  const Inventory inventory = source->inventory();
  REQUIRE(inventory.skipped.size() == 1);
  CHECK(inventory.skipped[0].source == "table theirs");
  CHECK(WholeSession(*source, "ses_1").turns.size() == 2);
}

TEST_CASE("a table of OpenCode's that is not understood ends the reading with the reason") {
  const Extended extended;
  run_sql(extended.file,
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
          "'CREATE TABLE part (a GOBBLE (' WHERE name = 'part'");
  const Error error = error_of([&] { open_opencode(extended.file, {})->inventory(); });
  CHECK(error.code() == ErrorCode::unsupported);
  CHECK_THAT(error.what(), Contains("table part") && Contains("incomplete input"));
  CHECK_THAT(error.hint(), !Contains("move"));
}

}  // namespace sessionstore::tests
