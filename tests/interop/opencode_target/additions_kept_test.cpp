// A row that is brought into OpenCode's database is kept by all that somebody has added there.
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/transfer.h>

#include "interop/opencode_db/databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

struct Bringing {
  OpencodeDatabases databases;
  fs::path from = databases.empty("1.17.19");
  fs::path to = databases.empty("1.18.34-fresh");

  Bringing() {
    fs::create_directories(databases.directory() / "app/src");
    put_sample_rows(from);
    run_sql(from, R"sql(
      UPDATE message SET data = '{"role":"user","time":{"created":11},"agent":"a","model":{}}'
        WHERE id = 'msg_2';
      UPDATE message SET data = '{"role":"assistant","time":{"created":13},"parentID":"msg_2",'
        || '"modelID":"m","providerID":"p","mode":"a","agent":"a","path":{},"cost":0.5,"tokens":{}}'
        WHERE id = 'msg_1')sql");
  }
  [[nodiscard]] TransferReport bring() const {
    interop::TargetSettings settings;
    settings.directories = {{"/nowhere/app", (databases.directory() / "app").string()}};
    settings.home = databases.directory().string();
    const auto source = interop::open_opencode(from, {});
    const auto target = interop::open_opencode_target(to, settings);
    const auto adapted = target->adapt(*source);
    return transfer(*adapted, *target, {});
  }
  void check_brought() const {
    const TransferReport report = bring();
    CHECK(report.skipped.empty());
    CHECK(report.written == 1);
    CHECK(query_sql(to, "PRAGMA integrity_check") == Strings{"ok"});
  }
};

}  // namespace

TEST_CASE("indexes, columns and triggers with JSON are kept") {
  const Bringing bringing;
  SECTION("an index") {
    run_sql(bringing.to, "CREATE INDEX x ON part (json_extract(data, '$.type'))");
    bringing.check_brought();
    CHECK(query_sql(bringing.to,
                    "SELECT count(*) FROM part INDEXED BY x "
                    "WHERE json_extract(data, '$.type') = 'text'") == Strings{"4"});
  }
  SECTION("an index over a part of the rows") {
    run_sql(bringing.to,
            "CREATE INDEX x ON part (session_id) WHERE json_extract(data, '$.type') = 'text'");
    bringing.check_brought();
  }
  SECTION("a stored column that nests them") {
    run_sql(bringing.from,
            "UPDATE part SET data = '{\"type\":\"text\",\"a\":[1,{\"b\":\"\xC3\xA9\"}]}'");
    const std::string part =
        query_sql(bringing.to, "SELECT sql FROM sqlite_schema WHERE name = 'part'").at(0);
    std::string with_column = part;
    with_column.insert(part.find("CONSTRAINT"),
                       "kind TEXT AS (json_array(json(data), data -> '$.a', data, "
                       "json_extract(data, '$.a[0]'))) STORED, ");
    run_sql(bringing.to, "DROP TABLE part; " + with_column);
    bringing.check_brought();
    CHECK(query_sql(bringing.to,
                    "SELECT count(*) FROM part WHERE kind = json_array(json(data), data -> '$.a', "
                    "data, json_extract(data, '$.a[0]'))") == Strings{"4"});
  }
  SECTION("a trigger, with a text in double quotes") {
    run_sql(bringing.to,
            "CREATE TABLE words (text); CREATE TRIGGER x AFTER INSERT ON part "
            "BEGIN INSERT INTO words VALUES (json_extract(new.data, \"$.text\")); END");
    bringing.check_brought();
    CHECK(query_sql(bringing.to, "SELECT count(*) FROM words WHERE text = 'three'") ==
          Strings{"1"});
  }
}

TEST_CASE("a database of UTF-16 is written to as well") {
  const Bringing bringing;
  std::string schema = "PRAGMA encoding = 'UTF-16le'; ";
  for (const std::string& one : query_sql(bringing.to,
                                          "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
                                          "AND name NOT LIKE 'sqlite%'")) {
    schema += one + ';';
  }
  fs::remove(bringing.to);
  run_sql(bringing.to, schema + "CREATE INDEX x ON part (json_extract(data, '$.text'))");
  CHECK(bringing.bring().written == 1);
  // As it is kept there.
  CHECK(query_sql(bringing.to, "PRAGMA integrity_check") == Strings{std::string("o\0k\0", 4)});
  CHECK(query_sql(bringing.to,
                  "SELECT count(*) FROM part INDEXED BY x WHERE json_extract(data, '$.text') = "
                  "'two'") == Strings{"1"});
}

TEST_CASE("nothing is written where a part of the schema is not understood") {
  const Bringing bringing;
  SECTION("an index") {
    run_sql(bringing.to,
            "CREATE INDEX x ON part (time_created); PRAGMA writable_schema = ON; UPDATE "
            "sqlite_schema SET sql = 'CREATE INDEX x ON part (load_extension(data))' WHERE name = "
            "'x'");
  }
  SECTION("a trigger") {
    run_sql(
        bringing.to,
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'x', 'part', "
        "0, 'CREATE TRIGGER x GOBBLE part')");
  }
  const Error error = error_of([&] { static_cast<void>(bringing.bring()); });
  CHECK(error.code() == ErrorCode::unsupported);
  CHECK_THAT(error.what(), Contains(" x is not understood"));
}

TEST_CASE("a view or a virtual table that is not understood keeps nothing off") {
  const Bringing bringing;
  run_sql(bringing.to,
          "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES "
          "('view', 'v', 'v', 0, 'CREATE VIEW v AS GOBBLE'), "
          "('table', 'w', 'w', 0, 'CREATE VIRTUAL TABLE w USING vec0(e)')");
  CHECK(bringing.bring().written == 1);
}

TEST_CASE("why OpenCode's database does not take a row is said") {
  const Bringing bringing;
  SECTION("a trigger of theirs refuses it") {
    run_sql(bringing.to,
            "CREATE TRIGGER x BEFORE INSERT ON message BEGIN SELECT raise(ABORT, 'read only now'); "
            "END");
    const TransferReport report = bringing.bring();
    CHECK(report.written == 0);
    REQUIRE(report.skipped.size() == 1);
    CHECK_THAT(report.skipped[0].reason, Contains("read only now"));
  }
  SECTION("a trigger of theirs needs a function that is not here") {
    run_sql(bringing.to, "CREATE TRIGGER x AFTER INSERT ON part BEGIN SELECT embed(new.data); END");
    const Error error = error_of([&] { static_cast<void>(bringing.bring()); });
    CHECK(error.code() == ErrorCode::unsupported);
    CHECK_THAT(error.what(), Contains("no such function: embed"));
  }
  SECTION("a trigger of theirs fills a search index, which not every SQLite trusts") {
    run_sql(bringing.to,
            "CREATE VIRTUAL TABLE words USING fts5 (text); CREATE TRIGGER x AFTER INSERT ON part "
            "BEGIN INSERT INTO words VALUES (new.data); END");
    try {
      const TransferReport report = bringing.bring();
      CHECK(report.written == 1);
      CHECK(query_sql(bringing.to, "SELECT count(*) FROM words") == Strings{"4"});
      return;
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::unsupported);
      CHECK_THAT(error.what(), Contains("words"));
    }
  }
  SECTION("a trigger of theirs would do what it may not") {
    run_sql(bringing.to,
            "CREATE TRIGGER x AFTER INSERT ON part BEGIN SELECT load_extension(new.data); END");
    const Error error = error_of([&] { static_cast<void>(bringing.bring()); });
    CHECK(error.code() == ErrorCode::unsupported);
    CHECK_THAT(error.what(), Contains("unsafe use of load_extension"));
  }
  CHECK(query_sql(bringing.to, "SELECT count(*) FROM session") == Strings{"0"});
}

}  // namespace sessionstore::tests
