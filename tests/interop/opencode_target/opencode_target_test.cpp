// Sessions brought back into OpenCode's database.
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/json/view.h>
#include <sessionstore/transfer.h>

#include <cctype>
#include <fstream>
#include <map>

#include "interop/opencode_db/databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using interop::open_opencode;
using interop::open_opencode_target;

/// Databases, and a plain directory of here that sessions are brought to.
struct Places {
  OpencodeDatabases databases;
  fs::path app = databases.directory() / "app";

  Places() { fs::create_directories(app / "src"); }
  [[nodiscard]] interop::TargetSettings settings() const {
    interop::TargetSettings settings;
    settings.directories = {{"/nowhere/app", app.string()}, {"/home/dev/code", app.string()}};
    settings.home = databases.directory().string();
    return settings;
  }
  [[nodiscard]] TransferReport bring(const fs::path& from, const fs::path& to) const {
    const auto source = open_opencode(from, {});
    return bring(*source, to);
  }
  [[nodiscard]] TransferReport bring(SessionSource& source, const fs::path& to) const {
    const auto target = open_opencode_target(to, settings());
    const auto adapted = target->adapt(source);
    return transfer(*adapted, *target, {});
  }
  [[nodiscard]] std::vector<fs::path> backups() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(databases.directory())) {
      const std::string name = entry.path().filename().string();
      if (name.find(".before-export-") != std::string::npos && std::isdigit(name.back()) != 0) {
        found.push_back(entry.path());
      }
    }
    return found;
  }
};

std::string rows_in(const fs::path& file, const std::string& sql) {
  std::string all;
  for (const std::string& row : query_sql(file, sql)) all += row + '\n';
  return all;
}

constexpr const char* kMessageRows = "SELECT * FROM message ORDER BY id";
constexpr const char* kPartRows =
    "SELECT id, message_id, session_id, time_created, time_updated, data FROM part ORDER BY id";
constexpr const char* kTodos =
    "SELECT session_id, content, status, priority, position, time_created, time_updated FROM todo";

}  // namespace

TEST_CASE("a session goes from every version into every version, row by row") {
  const Places places;
  std::map<std::string, fs::path> empty;
  for (const std::string& version : OpencodeDatabases::versions()) {
    empty[version] = places.databases.directory() / ("target-" + version);
    fs::rename(places.databases.empty(version), empty[version]);
  }
  for (const std::string& from : OpencodeDatabases::versions()) {
    const auto source = places.databases.empty(from);
    put_sample_rows(source);
    run_sql(source, R"sql(
      UPDATE message SET data = '{"role":"user","time":{"created":11},"agent":"a","model":{}}'
        WHERE id = 'msg_2';
      UPDATE message SET data = '{"role":"assistant","time":{"created":13},"parentID":"msg_2",'
        || '"modelID":"m","providerID":"p","mode":"a","agent":"a","path":{},"cost":0.5,"tokens":{}}'
        WHERE id = 'msg_1')sql");
    for (const std::string& to : OpencodeDatabases::versions()) {
      INFO(from << " to " << to);
      const auto target = places.databases.directory() / "target.db";
      fs::remove(target);
      fs::copy_file(empty.at(to), target);
      const TransferReport report = places.bring(source, target);
      CHECK(report.skipped.empty());
      CHECK(report.written == 1);
      CHECK(report.verified == 1);
      CHECK(rows_in(target, kMessageRows) == rows_in(source, kMessageRows));
      CHECK(rows_in(target, kPartRows) == rows_in(source, kPartRows));
      CHECK(rows_in(target, kTodos) == rows_in(source, kTodos));
      CHECK(query_sql(target, "SELECT directory, title, version, project_id FROM session") ==
            std::vector<std::string>{(places.app / "src").string() + "|A title|1.x|global"});
      CHECK(query_sql(target, "SELECT count(*) FROM session_share").at(0) == "0");
      CHECK(query_sql(target, "PRAGMA foreign_key_check").empty());
    }
  }
}

TEST_CASE("a session is put back into the directory in which its OpenCode works, without a rule") {
  const Places places;
  const auto file = places.databases.empty("1.18.34-fresh");
  put_sample_rows(file);
  const bool is_gone = GENERATE(false, true);
  const fs::path directory = is_gone ? fs::path("/nowhere/since") : places.app;
  run_sql(file, "UPDATE session SET project_id = 'global', directory = '" + directory.string() +
                    "'; INSERT INTO session (id, project_id, slug, directory, title, version, "
                    "time_created, time_updated) VALUES ('ses_other', 'global', '', '" +
                    directory.string() + "', 'other', '1', 1, 1)");
  const auto store = open_sqlite(":memory:");
  CHECK(transfer(*open_opencode(file, {}), *store, {}).written == 2);
  run_sql(file, "PRAGMA foreign_keys = ON; DELETE FROM session WHERE id = 'ses_1'");
  const auto target = open_opencode_target(file, {});
  const auto adapted = target->adapt(*store);
  const TransferReport report = transfer(*adapted, *target, {});
  CHECK(report.written == 1);
  CHECK(report.skipped.empty());
  CHECK(query_sql(file, "SELECT directory FROM session WHERE id = 'ses_1'").at(0) == directory);
}

TEST_CASE("the path of a session is the one of here, outside any repository too") {
  const Places places;
  const auto source = places.databases.directory() / "source.db";
  fs::rename(places.databases.empty("1.18.34-fresh"), source);
  put_sample_rows(source);
  const std::string path = GENERATE("'nowhere/app/src'", "'Work/app'", "NULL");
  run_sql(source, "UPDATE session SET path = " + path);
  const auto target = places.databases.empty("1.18.34-fresh");
  CHECK(places.bring(source, target).written == 1);
  const fs::path here = fs::canonical(places.app / "src");
  CHECK(query_sql(target, "SELECT path FROM session").at(0) == here.relative_path().string());
}

TEST_CASE("real sessions go into a store and back into OpenCode with all that was said") {
  const Places places;
  const auto original = places.databases.real("1.18");
  const auto store = open_sqlite(":memory:");
  const auto source = open_opencode(original, {});
  CHECK(transfer(*source, *store, {}).written == 32);
  for (const char* const directory : {"gitremote/src", "gitlocal", "gitlocal-wt", "plain"}) {
    fs::create_directories(places.app / directory);
  }
  for (const auto& row : query_sql(original, "SELECT DISTINCT directory FROM session")) {
    fs::create_directories(places.app / fs::path(row).lexically_relative("/home/dev/code"));
  }
  const auto target = places.databases.empty("1.18.34-fresh");
  const TransferReport report = places.bring(*store, target);
  CHECK(report.skipped.empty());
  CHECK(report.written == 32);
  CHECK(report.verified == 32);
  constexpr const char* kMessagesButTools =
      "SELECT id, session_id, time_created, time_updated, json_remove(data, '$.tools') "
      "FROM message ORDER BY id";
  CHECK(rows_in(target, kMessagesButTools) == rows_in(original, kMessagesButTools));
  std::string acting;
  for (const std::string& id :
       query_sql(original,
                 "SELECT id FROM part WHERE data ->> 'type' IN ('patch', 'subtask', "
                 "'compaction')")) {
    acting += (acting.empty() ? "'" : ", '") + id + "'";
  }
  REQUIRE_FALSE(acting.empty());
  const auto harmless_parts = [&](const fs::path& file) {
    return rows_in(file, "SELECT * FROM part WHERE id NOT IN (" + acting + ") ORDER BY id");
  };
  CHECK(harmless_parts(target) == harmless_parts(original));
  CHECK(rows_in(target, kTodos) == rows_in(original, kTodos));
  constexpr const char* kSessions =
      "SELECT id, parent_id, slug, title, version, summary_additions, summary_files, "
      "cost, tokens_input, tokens_output, tokens_cache_read, revert ->> 'messageID', permission, "
      "agent, model, "
      "time_created, time_updated, time_archived FROM session ORDER BY id";
  CHECK(rows_in(target, kSessions) == rows_in(original, kSessions));
  // What would make OpenCode act on this machine's files stays in the store.
  CHECK(report.notes.size() == 6);
  CHECK(
      query_sql(target, "SELECT count(*) FROM message WHERE data ->> 'tools' IS NOT NULL").at(0) ==
      "0");
  CHECK(query_sql(target,
                  "SELECT count(*) FROM part WHERE data ->> 'type' = 'text' AND "
                  "(data ->> 'text' LIKE 'Subtask%' OR data ->> 'text' LIKE 'What did we do%')")
            .at(0) == "2");
  CHECK(query_sql(target, "SELECT count(*) FROM part WHERE data ->> 'type' = 'patch'").at(0) ==
        "0");
  CHECK(query_sql(target,
                  "SELECT count(*) FROM session WHERE share_url IS NOT NULL OR "
                  "revert ->> 'snapshot' IS NOT NULL")
            .at(0) == "0");
  CHECK(places.bring(*store, target).written == 0);
}

TEST_CASE("cost and tokens are summed for an OpenCode that keeps them with the session") {
  const Places places;
  const auto source = places.databases.real("1.2.27");
  const auto target = places.databases.empty("1.18.34-fresh");
  for (const auto& row : query_sql(source, "SELECT DISTINCT directory FROM session")) {
    fs::create_directories(places.app / fs::path(row).lexically_relative("/home/dev/code"));
  }
  CHECK(places.bring(source, target).written == 32);
  // What OpenCode itself computed when it upgraded the same database.
  constexpr const char* kUsage =
      "SELECT id, printf('%.9f', cost), tokens_input, tokens_output, tokens_reasoning, "
      "tokens_cache_read, tokens_cache_write FROM session ORDER BY id";
  CHECK(rows_in(target, kUsage) == rows_in(places.databases.real("1.18"), kUsage));
}

TEST_CASE("a copy is made before the first write, and only then") {
  const Places places;
  const auto source = places.databases.empty("1.2.27");
  const auto target = places.databases.empty("1.18.34-fresh");
  CHECK(places.bring(source, target).written == 0);
  CHECK(places.backups().empty());
  put_sample_rows(source);
  CHECK(places.bring(source, target).written == 1);
  REQUIRE(places.backups().size() == 1);
  CHECK(query_sql(places.backups()[0], "SELECT count(*) FROM session").at(0) == "0");
  // A look into a copy leaves files beside it, which are no copies.
  for (const char* const suffix : {"-wal", "-shm", ".1.unfinished"}) {
    std::ofstream(places.backups().front().string() + suffix);
  }
  for (int run = 0; run < 4; ++run) {
    run_sql(target, "PRAGMA foreign_keys = ON; DELETE FROM session");
    CHECK(places.bring(source, target).written == 1);
  }
  CHECK(places.backups().size() == 3);
}

TEST_CASE("a session that is there already is added to, never changed") {
  const Places places;
  const auto source = places.databases.empty("1.15.13");
  const auto target = places.databases.empty("1.18.34-fresh");
  put_sample_rows(source);
  CHECK(places.bring(source, target).written == 1);
  SECTION("one that went on here is brought up to date") {
    run_sql(source,
            "INSERT INTO message VALUES ('msg_3', 'ses_1', 30, 31, '{\"role\":\"user\"}'); "
            "UPDATE session SET title = 'new', time_updated = time_updated + 30");
    CHECK(places.bring(source, target).written == 1);
    CHECK(query_sql(target, "SELECT count(*) FROM message").at(0) == "3");
    CHECK(query_sql(target, "SELECT title FROM session").at(0) == "new");
  }
  SECTION("one that went on there is left alone") {
    run_sql(target, "INSERT INTO message VALUES ('msg_4', 'ses_1', 40, 41, '{\"role\":\"user\"}')");
    const TransferReport report = places.bring(source, target);
    CHECK(report.written == 0);
    CHECK(report.skipped.size() == 1);
    CHECK(query_sql(target, "SELECT count(*) FROM message").at(0) == "3");
  }
  SECTION("one of whose rows is otherwise there is left alone") {
    run_sql(source, "INSERT INTO message VALUES ('msg_3', 'ses_1', 30, 31, '{\"role\":\"user\"}')");
    run_sql(target,
            "UPDATE part SET data = '{\"type\":\"text\",\"text\":\"edited\"}' "
            "WHERE id = 'prt_1'");
    const TransferReport report = places.bring(source, target);
    CHECK(report.written == 0);
    REQUIRE(report.skipped.size() == 1);
    CHECK_THAT(report.skipped[0].reason, Contains("prt_1"));
    CHECK(query_sql(target, "SELECT count(*) FROM message").at(0) == "2");
  }
}

TEST_CASE("a session whose directory is nowhere here is named, the others are brought") {
  const Places places;
  const auto source = places.databases.empty("1.15.13");
  const auto target = places.databases.empty("1.18.34-fresh");
  put_sample_rows(source);
  run_sql(source,
          "INSERT INTO session (id, project_id, slug, directory, title, version, "
          "time_created, time_updated) VALUES ('ses_0', 'p1', '', '/else/where', 't', '1', "
          "1, 1)");
  const TransferReport report = places.bring(source, target);
  CHECK(report.written == 1);
  REQUIRE(report.skipped.size() == 1);
  CHECK_THAT(report.skipped[0].reason, Contains("/else/where"));
}

TEST_CASE("sessions of the project that one stands in come to the checkout here") {
  const Places places;
  const auto source = places.databases.empty("1.15.13");
  const auto target = places.databases.empty("1.18.34-fresh");
  put_sample_rows(source);
  const std::string directory = GENERATE("/away/app", "/away/app/src", "/away/app/gone");
  run_sql(source, "UPDATE session SET directory = '" + directory +
                      "'; "
                      "UPDATE project SET worktree = '/away/app'");
  interop::TargetSettings settings;
  settings.here = places.app;
  const auto place = open_opencode_target(target, settings);
  const auto from = open_opencode(source, {});
  const auto adapted = place->adapt(*from);
  CHECK(transfer(*adapted, *place, {}).written == 1);
  const fs::path expected = directory == "/away/app/src" ? places.app / "src" : places.app;
  CHECK(query_sql(target, "SELECT directory FROM session").at(0) == expected.string());
}

TEST_CASE("there must be a database of an OpenCode that is known") {
  const Places places;
  CHECK(error_of([&] { open_opencode_target(places.app, {}); }).code() == ErrorCode::not_found);
  run_sql(places.app / "opencode.db", "CREATE TABLE t (a)");
  CHECK(error_of([&] { open_opencode_target(places.app, {}); }).code() == ErrorCode::unsupported);
}

}  // namespace sessionstore::tests
