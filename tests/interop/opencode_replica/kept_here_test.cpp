// What comes back from another copy of the history, as OpenCode's database would keep it.
#include "interop/opencode_replica/replicas.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

/// Rows that no writer of sessions knows, in a table with a foreign key and in one without.
void put_strange_rows(const std::filesystem::path& file) {
  run_sql(file, R"sql(
    CREATE TABLE bookmark (id TEXT PRIMARY KEY, session_id TEXT NOT NULL
      REFERENCES session (id) ON DELETE CASCADE, note TEXT, api_key TEXT);
    CREATE TABLE rating (session_id TEXT, stars REAL);
    INSERT INTO bookmark VALUES ('b1', 'ses_1', 'here', 'SECRET');
    INSERT INTO rating VALUES ('ses_1', 4.5), ('ses_2', 1);
    ALTER TABLE session ADD COLUMN mood TEXT;
    UPDATE session SET mood = 'good', share_url = 'http://x';
    ALTER TABLE todo ADD COLUMN colour TEXT;
    UPDATE todo SET colour = 'red')sql");
}

std::string strange_rows(const std::filesystem::path& file) {
  return rows_of(file, "SELECT * FROM session_share") + rows_of(file, "SELECT * FROM bookmark") +
         rows_of(file, "SELECT * FROM rating") + rows_of(file, "SELECT mood FROM session") +
         rows_of(file, "SELECT * FROM todo");
}

}  // namespace

TEST_CASE("real sessions that come back from a store are as they are here") {
  const Replicas replicas;
  const std::string version = GENERATE("1.2.27", "1.18");
  const auto file = replicas.databases.real(version);
  const auto replica = replicas.open(file);
  const auto store = open_sqlite(":memory:");
  CHECK(transfer(replica->place(), *store, {}).written == 32);
  // None of their directories is on this machine.
  const auto kept = replica->as_kept_here(*store);
  const ReplicaSessions sessions = replica->sessions({});
  CHECK(sessions.size() == 32);
  for (const auto& [id, session] : sessions) {
    INFO(id);
    CHECK(fingerprint_of(*kept, id) == fingerprint_of(replica->place(), id));
    CHECK(fingerprint_of(*store, id) == fingerprint_of(replica->place(), id));
  }
}

TEST_CASE("a store gets all that import takes of a session") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  put_strange_rows(file);
  const auto replica = replicas.open(file);
  const auto source = open_opencode(file, {});
  CHECK(fingerprint_of(replica->place(), "ses_1") == fingerprint_of(*source, "ses_1"));
  CHECK(WholeSession(replica->place(), "ses_1").records.size() == 4);
}

TEST_CASE("what has no place elsewhere stays here when the session went on there") {
  const Replicas replicas;
  for (const std::string& version : OpencodeDatabases::versions()) {
    INFO(version);
    const auto file = replicas.sample(version, "here.db");
    put_strange_rows(file);
    const auto replica = replicas.open(file);
    const auto store = open_sqlite(":memory:");
    CHECK(transfer(replica->place(), *store, {}).written == 1);
    const auto kept = replica->as_kept_here(*store);
    const auto before = found(*replica);
    CHECK(fingerprint_of(*kept, "ses_1") == before);
    const std::string strange = strange_rows(file);

    Turn turn = make_turn("msg_8", 2);
    turn.message.created = turn.message.updated = 99;
    store->append_message("ses_1", turn);
    const Digest fingerprint = put(*store, *replica, before);
    CHECK(fingerprint_of(replica->place(), "ses_1") == fingerprint);
    CHECK(query_sql(file, "SELECT count(*) FROM message").at(0) == "3");
    CHECK(strange_rows(file) == strange);
    // Also where the other copy has none of these, or has them otherwise.
    const auto there = open_opencode(replicas.sample("1.18.34-fresh", "there.db"), {});
    const Digest without = put(*there, *replica);
    CHECK(fingerprint_of(replica->place(), "ses_1") == without);
    CHECK(rows_of(file, "SELECT * FROM bookmark") == "b1|ses_1|here|SECRET\n");
    CHECK(rows_of(file, "SELECT secret FROM session_share") == "TOPSECRET\n");
    CHECK(rows_of(file, "SELECT mood FROM session") == "good\n");
    CHECK(replica->sessions({}).at("ses_1").stamp == replica->stamp_of_written("ses_1", without));
    check_sound(file);
    std::filesystem::remove(file);
    std::filesystem::remove(replicas.databases.directory() / "there.db");
  }
}

TEST_CASE("rows that OpenCode could not have written stay when another one of the session comes") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  run_sql(file, R"sql(
    UPDATE message SET data = '{"role":"user"}' WHERE id = 'msg_2';
    UPDATE message SET data = '["no object"]' WHERE id = 'msg_1';
    UPDATE part SET data = '{"type":"later","text":1}' WHERE id = 'prt_1';
    UPDATE part SET session_id = 'ses_other' WHERE id = 'prt_2';
    UPDATE session SET revert = '{"no":"message"}')sql");
  const auto replica = replicas.open(file);
  const auto store = open_sqlite(":memory:");
  transfer(replica->place(), *store, {});
  CHECK(fingerprint_of(*replica->as_kept_here(*store), "ses_1") == found(*replica));
  const std::string rows = rows_of(file, kAllParts) + rows_of(file, "SELECT * FROM session");
  Turn turn = make_turn("msg_8", 0);
  turn.message.created = turn.message.updated = 99;
  store->append_message("ses_1", turn);
  put(*store, *replica);
  CHECK(rows_of(file, kAllParts) + rows_of(file, "SELECT * FROM session") == rows);
  CHECK(query_sql(file, "SELECT data FROM message WHERE id < 'msg_8' ORDER BY id") ==
        std::vector<std::string>{R"(["no object"])", R"({"role":"user"})"});
}

TEST_CASE("a session keeps its directory and project here, whatever another machine calls them") {
  const Replicas replicas;
  const auto here = replicas.sample("1.18.34-fresh", "here.db");
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  run_sql(here, "UPDATE session SET directory = '/gone/here', path = 'odd'");
  run_sql(there, "UPDATE session SET directory = '/else/where', title = 'Another'");
  const auto replica = replicas.open(here);
  const auto source = open_opencode(there, {});
  put(*source, *replica);
  CHECK(rows_of(here, "SELECT title, directory, path, project_id FROM session") ==
        "Another|/gone/here|odd|p1\n");
  // A rule is a wish.
  run_sql(there, "UPDATE session SET directory = '/nowhere/app/src'");
  put(*source, *replica);
  CHECK(rows_of(here, "SELECT directory, project_id FROM session") ==
        (replicas.app / "src").string() + "|global\n");
}

TEST_CASE("a session whose directory is nowhere here is refused while it is not here") {
  const Replicas replicas;
  const auto there = replicas.sample("1.18.34-fresh", "there.db");
  run_sql(there, "UPDATE session SET directory = '/else/where'");
  const auto replica = replicas.open(replicas.empty("1.18.34-fresh", "here.db"));
  const auto source = open_opencode(there, {});
  const Error error = error_of([&] { put(*source, *replica); });
  CHECK(error.code() == ErrorCode::constraint);
  CHECK_THAT(error.what(), Contains("/else/where"));
}

TEST_CASE("a new session stays in a directory that is gone where others here are in it") {
  const Replicas replicas;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  const auto replica = interop::open_opencode_replica(file, {}, {});
  const auto store = open_sqlite(":memory:");
  Session session = make_session("ses_2", "elsewhere");
  session.directory = "/nowhere/app/src";
  store->create_session(session);
  session.id = "ses_3";
  session.directory = "/nowhere/else";
  store->create_session(session);
  const auto kept = replica->as_kept_here(*store);
  CHECK(WholeSession(*kept, "ses_2").session.directory == "/nowhere/app/src");
  CHECK(WholeSession(*kept, "ses_2").session.agent_project_id == "p1");
  CHECK_THROWS_WITH(WholeSession(*kept, "ses_3"), Contains("does not exist on this machine"));
  put(*store, *replica, "ses_2");
  check_sound(file);
}

TEST_CASE("a new session comes to the checkout here, though another one is on the machine too") {
  const Replicas replicas;
  const auto mine = replicas.databases.directory() / "mine" / "shop";
  const auto theirs = replicas.databases.directory() / "theirs" / "shop";
  for (const auto& checkout : {mine, theirs}) std::filesystem::create_directories(checkout / "src");
  interop::TargetSettings settings;
  settings.here = mine;
  const auto file = replicas.sample("1.18.34-fresh", "here.db");
  const auto replica = interop::open_opencode_replica(file, settings, {});
  const auto store = open_sqlite(":memory:");
  Session session = make_session("ses_2", "shop");
  const auto [from, to] =
      GENERATE(table<std::string, std::string>({{"theirs/shop", "mine/shop"},
                                                {"theirs/shop/src", "mine/shop/src"},
                                                {"mine/shop/src", "mine/shop/src"}}));
  session.directory = (replicas.databases.directory() / from).string();
  store->create_session(session);
  const auto kept = replica->as_kept_here(*store);
  CHECK(WholeSession(*kept, "ses_2").session.directory ==
        (replicas.databases.directory() / to).string());
}

}  // namespace sessionstore::tests
