// Rows of a Go OpenCode's file that no index tells of, or that are there twice.
#include <sessionstore/interop/opencode_go.h>
#include <sessionstore/transfer.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "interop/opencode_db/databases.h"
#include "opencode_go/go_database.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

struct GoFile {
  TemporaryDirectory place;
  std::filesystem::path file = place.path() / "opencode.db";

  GoFile() { run_sql(file, std::string(original_sql()) + "PRAGMA journal_mode = DELETE"); }
  [[nodiscard]] TransferReport taken() const {
    const auto store = open_sqlite(":memory:");
    const auto source = interop::open_opencode_go(file, {});
    TransferReport report = transfer(*source, *store, {});
    CHECK(report.written == 2);
    CHECK(report.verified == 2);
    return report;
  }
  [[nodiscard]] WholeSession read() const { return {*interop::open_opencode_go(file, {}), "b0a7"}; }
};

}  // namespace

TEST_CASE("rows that an index of a Go OpenCode lacks are read from the table", "[opencode-go]") {
  const GoFile go;
  const std::string index = GENERATE("sqlite_autoindex_sessions_1", "sqlite_autoindex_messages_1",
                                     "sqlite_autoindex_files_1", "by_session");
  INFO(index);
  run_sql(go.file, "CREATE INDEX by_session ON messages (session_id)");
  const auto page =
      query_sql(go.file, "SELECT rootpage FROM sqlite_schema WHERE name = '" + index + "'").at(0);
  const std::streamoff at = (std::stol(page) - 1) * 4096;
  const std::string old = read_file(go.file).substr(static_cast<std::size_t>(at), 4096);
  run_sql(go.file,
          "INSERT INTO messages VALUES ('m4', 'b0a7', 'user', '[]', '', 1750000009, 1750000009, "
          "NULL); INSERT INTO files VALUES ('f3', 'b0a7', '/b', 'b', 'v1', 1, 1); "
          "DELETE FROM sessions WHERE id = 'toolu_1'; "
          "INSERT INTO sessions VALUES ('toolu_2', 'b0a7', 'A task', 0, 0, 0, 0.0, 1, 1, NULL)");
  {
    std::fstream file(go.file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file << old;
  }
  CHECK(go.taken().skipped.size() == 1);
  const WholeSession whole = go.read();
  REQUIRE(whole.turns.size() == 4);
  CHECK(whole.turns[0].message.id == "m9");
  CHECK(whole.turns[3].message.id == "m4");
  CHECK(whole.records.size() == 3);
  CHECK(WholeSession(*interop::open_opencode_go(go.file, {}), "toolu_2").session.title == "A task");
}

TEST_CASE("a row of a Go OpenCode that is there twice is taken once", "[opencode-go]") {
  const GoFile go;
  const std::string table = GENERATE("sessions", "messages");
  const bool equal = GENERATE(true, false);
  run_sql(go.file, "CREATE TABLE x AS SELECT * FROM " + table + "; DROP TABLE " + table +
                       "; ALTER TABLE x RENAME TO " + table + "; CREATE TABLE x AS SELECT * FROM " +
                       table + " LIMIT 1; " +
                       (equal ? "" : "UPDATE x SET updated_at = updated_at + 9; ") +
                       "INSERT INTO " + table + " SELECT * FROM x; DROP TABLE x");
  const TransferReport report = go.taken();
  CHECK(report.skipped.size() == (equal ? 0 : 1));
  CHECK(report.notes.size() == (equal ? 1 : 0));
  const WholeSession whole = go.read();
  REQUIRE(whole.turns.size() == 3);
  CHECK(whole.turns[0].message.id == "m9");
}
