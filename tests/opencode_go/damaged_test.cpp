#include <sessionstore/interop/opencode_go.h>

#include <catch2/catch.hpp>

#include "interop/opencode_db/databases.h"
#include "opencode_go/go_database.h"
#include "support/error_of.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

class Damaged {
 public:
  explicit Damaged(const std::string& sql) {
    run_sql(file(), original_sql());
    run_sql(file(), sql);
  }
  [[nodiscard]] std::filesystem::path file() const { return place_.path() / "opencode.db"; }
  [[nodiscard]] std::unique_ptr<SessionSource> open() const {
    return interop::open_opencode_go(file(), {});
  }

 private:
  TemporaryDirectory place_;
};

}  // namespace

TEST_CASE("a message whose parts are no JSON is named, the others are taken", "[opencode-go]") {
  const Damaged damaged(R"(UPDATE messages SET parts = '[{"type":"te' WHERE id = 'm1')");
  const WholeSession whole(*damaged.open(), "b0a7");
  REQUIRE(whole.turns.size() == 2);
  CHECK(whole.turns[0].message.id == "m9");
  CHECK(whole.turns[1].message.id == "m3");
  CHECK(whole.turns[1].message.seq == 2);
  REQUIRE(whole.skipped.size() == 1);
  CHECK(whole.skipped[0].source == "message m1");
  CHECK(whole.records.size() == 2);
}

TEST_CASE("parts that are no list stay in the message's data", "[opencode-go]") {
  const Damaged damaged(
      "UPDATE messages SET parts = '{\"odd\" : 1}' WHERE id = 'm1'; "
      "UPDATE messages SET parts = 'null' WHERE id = 'm3'");
  const WholeSession whole(*damaged.open(), "b0a7");
  REQUIRE(whole.turns.size() == 3);
  CHECK(whole.turns[1].parts.empty());
  CHECK(whole.turns[1].message.data.text().ends_with(R"("parts":{"odd":1}})"));
  CHECK(whole.turns[2].message.data.text().ends_with(R"("parts":null})"));
  REQUIRE(whole.notes.size() == 1);
  CHECK(whole.notes[0].source == "message m1");
}

TEST_CASE("messages and files without a session are kept in a recovered one", "[opencode-go]") {
  const Damaged damaged("PRAGMA foreign_keys = OFF; DELETE FROM sessions WHERE id = 'b0a7'");
  const auto source = damaged.open();
  REQUIRE(source->inventory().sessions.size() == 2);
  const WholeSession whole(*source, "b0a7");
  CHECK(whole.session.title == "Recovered session");
  CHECK(whole.session.created == 1750000000000);
  CHECK(whole.turns.size() == 3);
  CHECK(whole.records.size() == 2);
  CHECK(whole.notes.size() == 1);
}

TEST_CASE("values of other types, and bytes that are no UTF-8, cost no row", "[opencode-go]") {
  const Damaged damaged(
      "UPDATE sessions SET title = x'41ff', cost = 'free', created_at = 'then' "
      "WHERE id = 'b0a7'; UPDATE messages SET model = CAST(x'80' AS TEXT) WHERE id = 'm1'");
  const WholeSession whole(*damaged.open(), "b0a7");
  CHECK(whole.session.created == 0);
  CHECK(whole.session.data.text().find(R"("cost":"free")") != std::string::npos);
  REQUIRE(whole.turns.size() == 3);
  CHECK(whole.turns[1].message.data.text().find("\"model\":\"\xEF\xBF\xBD\"") != std::string::npos);
  CHECK(whole.notes.size() == 1);
}

TEST_CASE("files of one path and version are numbered", "[opencode-go]") {
  const Damaged damaged(
      "ALTER TABLE files RENAME TO old; CREATE TABLE files (id, session_id, path, content, "
      "version, "
      "created_at, updated_at); WITH n(i) AS (VALUES (1), (2), (3), (4)) INSERT INTO files "
      "SELECT 'f' || i, 'b0a7', '/a', 'x', 'v', 1, 1 FROM n; INSERT INTO files VALUES ('f5', "
      "'b0a7', '/a@v#2', 'x', '', 1, 1); "
      "UPDATE files SET path = '/a', version = 'v#2' WHERE id = 'f5'; DROP TABLE old");
  const WholeSession whole(*damaged.open(), "b0a7");
  std::vector<std::string> keys;
  for (const Record& record : whole.records) keys.push_back(record.key);
  CHECK(keys == std::vector<std::string>{"/a@v", "/a@v#2", "/a@v#2#2", "/a@v#3", "/a@v#4"});
}

TEST_CASE("what is no database of a Go OpenCode is refused with what it is", "[opencode-go]") {
  const TemporaryDirectory place;
  const auto refusal = [&](const std::string& sql) {
    const auto file = place.path() / "x.db";
    std::filesystem::remove(file);
    run_sql(file, sql);
    return error_of([&] { interop::open_opencode_go(file, {})->inventory(); });
  };
  CHECK(refusal("PRAGMA user_version = 1").code() == ErrorCode::not_found);
  CHECK(refusal("CREATE TABLE notes (id)").code() == ErrorCode::unsupported);
  const Error newer = refusal("CREATE TABLE session (id); CREATE TABLE part (id)");
  CHECK(newer.code() == ErrorCode::unsupported);
  CHECK(newer.hint() == "name it as opencode:PATH");
  const Error other = refusal(
      "CREATE TABLE sessions (id, title, created_at, updated_at); "
      "CREATE TABLE messages (id, session_id, role, created_at)");
  CHECK(other.code() == ErrorCode::version_mismatch);
  CHECK(std::string(other.what()).find("messages.parts") != std::string::npos);
  CHECK(error_of([&] { interop::open_opencode_go(place.path() / "none.db", {}); }).code() ==
        ErrorCode::not_found);
  CHECK(error_of([&] { interop::open_opencode_go(place.path(), {}); }).code() ==
        ErrorCode::not_found);
}
