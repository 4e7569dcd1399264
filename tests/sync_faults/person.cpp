#include "sync_faults/person.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "interop/opencode_db/databases.h"
#include "support/sqlite_store.h"

namespace sessionstore::tests {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Person::Person(std::string store, std::map<std::string, std::string> settings)
    : store_(std::move(store)), settings_(std::move(settings)) {
  fs::create_directories(database().parent_path());
  start_anew();
}

fs::path Person::database() const { return home() / ".local/share/opencode/opencode.db"; }

fs::path Person::journal() const { return home() / ".opencode/sync.db"; }

void Person::start_anew() const {
  for (const char* const file : {"", "-wal", "-shm"}) fs::remove(database().string() + file);
  const OpencodeDatabases databases;
  fs::rename(databases.empty("1.18.34-fresh"), database());
  execute(
      "PRAGMA journal_mode = WAL;"
      "INSERT INTO migration (id, time_completed) SELECT 'initial', abs(random());"
      "INSERT INTO project (id, worktree, sandboxes, time_created, time_updated)"
      "  VALUES ('p1', '/tmp', '[]', 1, 2)");
}

void Person::make_sessions(const std::string& prefix, int sessions, int messages) const {
  const std::string numbers = fmt::format(
      "WITH RECURSIVE s(s) AS (SELECT 0 UNION ALL SELECT s + 1 FROM s WHERE s < {}), "
      "m(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM m WHERE m < {}), "
      "p(p) AS (VALUES (1), (2)) ",
      sessions - 1, messages - 1);
  execute(
      "BEGIN;" +
      fmt::format("{1} INSERT INTO session (id, project_id, slug, directory, title, version,"
                  " time_created, time_updated) SELECT 'ses_{0}' || s, 'p1', '', '/tmp',"
                  " 'About ' || s, '1.18.34', 1000 + s, 1000 + s FROM s;",
                  prefix, numbers) +
      fmt::format("{1} INSERT INTO message (id, session_id, time_created, time_updated, data)"
                  " SELECT format('msg_{0}%03d_%03d', s, m), 'ses_{0}' || s, 1000 + m, 1000 + m,"
                  " format('{{\"role\":\"user\",\"time\":{{\"created\":%d}},\"agent\":\"a\","
                  "\"model\":{{}}}}', 1000 + m) FROM s, m;",
                  prefix, numbers) +
      fmt::format("{1} INSERT INTO part (id, message_id, session_id, time_created,"
                  " time_updated, data) SELECT format('prt_{0}%03d_%03d_%d', s, m, p),"
                  " format('msg_{0}%03d_%03d', s, m), 'ses_{0}' || s, 1000 + m, 1000 + m,"
                  " format('{{\"type\":\"text\",\"text\":\"word %d %d %d %s\"}}', s, m, p,"
                  " hex(zeroblob(300))) FROM s, m, p;",
                  prefix, numbers) +
      "COMMIT");
}

void Person::append(const std::string& session, const std::string& message,
                    const std::string& text) const {
  execute(fmt::format(
      "BEGIN IMMEDIATE; INSERT INTO message (id, session_id, time_created, time_updated, data)"
      " VALUES ('msg_{1}', '{0}', 90000, 90000, "
      "'{{\"role\":\"user\",\"time\":{{\"created\":90000}},\"agent\":\"a\",\"model\":{{}}}}');"
      "INSERT INTO part (id, message_id, session_id, time_created, time_updated, data)"
      " VALUES ('prt_{1}', 'msg_{1}', '{0}', 90000, 90000,"
      " '{{\"type\":\"text\",\"text\":\"{2}\"}}'); COMMIT",
      session, message, text));
}

void Person::execute(const std::string& sql) const { run_sql(database(), sql); }

ProcessOptions Person::options() const {
  ProcessOptions options;
  options.directory = home();
  options.environment = settings_;
  options.environment["HOME"] = home().string();
  options.environment["PATH"] = "/usr/bin:/bin";
  options.environment["USER"] = "somebody";
  for (const char* const name : {"ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    if (const char* const value = std::getenv(name)) options.environment[name] = value;
  }
  return options;
}

std::vector<std::string> Person::sync_command(std::vector<std::string> more) const {
  std::vector<std::string> command{SESSIONSTORE_PROGRAM, "sync",     "--json", "--all-projects",
                                   "--all-authors",      "--remote", store_};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

std::unique_ptr<Process> Person::start_sync(std::vector<std::string> more) const {
  return std::make_unique<Process>(sync_command(std::move(more)), options());
}

SyncRun Person::sync(std::vector<std::string> more) const {
  const ProcessResult result = run_process(sync_command(std::move(more)), options());
  INFO(result.out << result.err);
  REQUIRE(result.exit_code >= 0);
  return {result.exit_code, Json::parse(result.out)};
}

void Person::sync_well() const {
  const SyncRun run = sync();
  INFO(run.report.dump(1));
  REQUIRE(run.exit_code == 0);
}

void Person::settle(const std::string& number, const std::string& side) const {
  const ProcessResult result = run_process({SESSIONSTORE_PROGRAM, "conflicts", "resolve", number,
                                            "--keep", side, "--yes", "--remote", store_},
                                           options());
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
}

std::vector<std::string> Person::history() const {
  std::vector<std::string> rows =
      query_sql(database(), "SELECT id, title FROM session ORDER BY id");
  for (const char* const sql :
       {"SELECT session_id, id, data FROM message ORDER BY session_id, time_created, id",
        "SELECT session_id, message_id, id, data FROM part ORDER BY message_id, id"}) {
    for (std::string& row : query_sql(database(), sql)) rows.push_back(std::move(row));
  }
  return rows;
}

std::set<std::string> Person::sessions() const {
  const auto ids = query_sql(database(), "SELECT id FROM session");
  return {ids.begin(), ids.end()};
}

void Person::require_sound() const {
  REQUIRE(query_sql(database(), "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
  REQUIRE(query_sql(database(), "PRAGMA foreign_key_check").empty());
}

void require_alike(const std::vector<const Person*>& people) {
  for (const Person* const person : people) {
    const SyncRun run = person->sync();
    INFO(run.report.dump(1));
    CHECK(run.exit_code == 0);
    CHECK(run.report["steps"].empty());
    person->require_sound();
    CHECK((person->history() == people.front()->history()));
  }
}

}  // namespace sessionstore::tests
