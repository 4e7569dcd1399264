// Whatever a source holds: what OpenCode could not read never comes into its database, for one such
// row keeps it from listing any session.
#include <sessionstore/interop/opencode_target.h>
#include <sessionstore/project.h>
#include <sessionstore/transfer.h>

#include <fstream>

#include "interop/opencode_db/databases.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::open_opencode;

struct Pair {
  OpencodeDatabases databases;
  std::filesystem::path source = databases.empty("1.18.34-upgraded");
  std::filesystem::path target = databases.empty("1.18.34-fresh");
  std::filesystem::path app = databases.directory() / "app";

  Pair() {
    std::filesystem::create_directories(app / "src");
    put_sample_rows(source);
  }
  [[nodiscard]] TransferReport bring() const { return bring(source); }
  [[nodiscard]] TransferReport bring(const std::filesystem::path& from) const {
    interop::TargetSettings settings;
    settings.directories = {{"/nowhere/app", app.string()}};
    return bring(from, settings);
  }
  [[nodiscard]] TransferReport bring(const std::filesystem::path& from,
                                     const interop::TargetSettings& settings) const {
    const auto read = open_opencode(from, {});
    const auto to = interop::open_opencode_target(target, settings);
    const auto adapted = to->adapt(*read);
    return transfer(*adapted, *to, {});
  }
  [[nodiscard]] std::string value(const std::string& sql) const {
    const auto rows = query_sql(target, sql);
    return rows.empty() ? "no row" : rows.front();
  }
};

}  // namespace

TEST_CASE("a value that OpenCode cannot read is left out of a session's row, and named") {
  struct Case {
    std::string column;
    std::string bad;
    std::string good;
  };
  const auto one =
      GENERATE(Case{"revert", "{bad", R"({"messageID":"msg_1"})"},
               Case{"revert", "5", "{\"messageID\":\"msg_2\"}"}, Case{"permission", R"("x")", "[]"},
               Case{"permission", R"([{"action":"deny"}])",
                    R"([{"permission":"*","pattern":"*","action":"deny"}])"},
               Case{"model", "{}", R"({"id":"m","providerID":"p"})"}, Case{"metadata", "[]", "{}"},
               Case{"summary_diffs", "{bad", "[]"}, Case{"summary_additions", "abc", "3"},
               Case{"time_compacting", "-3", "3"}, Case{"cost", "abc", "2.0"},
               Case{"tokens_input", "x", "2"});
  INFO(one.column << " " << one.bad);
  const Pair pair;
  const auto bring = [&](const std::string& value) {
    run_sql(pair.source, "UPDATE session SET \"" + one.column + "\" = '" + value + "'");
    const TransferReport report = pair.bring();
    CHECK(report.verified == 1);
    std::string notes;
    for (const Skipped& note : report.notes) notes += note.reason + '\n';
    return notes;
  };
  const std::string held = "SELECT \"" + one.column + "\" FROM session";
  CHECK_THAT(bring(one.bad), Contains(one.column + " is none that OpenCode can read"));
  CHECK(pair.value(held) != one.bad);
  CHECK(pair.bring().written == 0);
  CHECK_THAT(bring(one.good), !Contains(one.column));
  CHECK(pair.value(held) == one.good);
}

TEST_CASE("a part that OpenCode cannot read is left out and named, a message gets what it lacks") {
  const std::string part = GENERATE("[]", "{}", R"({"type":"later"})", R"({"type":"tool"})");
  INFO(part);
  const Pair pair;
  run_sql(pair.source, "UPDATE part SET data = '" + part + "' WHERE id = 'prt_2'");
  const TransferReport report = pair.bring();
  CHECK(report.written == 1);
  REQUIRE(report.skipped.size() == 1);
  CHECK_THAT(report.skipped[0].source, Contains("prt_2"));
  CHECK(pair.value("SELECT group_concat(id) FROM part") == "prt_1,prt_3,prt_4");
  CHECK(pair.value("SELECT data ->> 'parentID' FROM message WHERE id = 'msg_1'") == "msg_2");
  CHECK(pair.value("SELECT data ->> 'agent' FROM message WHERE id = 'msg_2'") == "build");
}

TEST_CASE("what was done in OpenCode since is not undone") {
  const std::string done = GENERATE("title = 'renamed', time_updated = 99", "title = 'renamed'",
                                    "time_archived = 50", "time_updated = 99");
  INFO(done);
  const Pair pair;
  REQUIRE(pair.bring().written == 1);
  run_sql(pair.target, "UPDATE session SET " + done);
  const std::string row = pair.value("SELECT title, time_archived, time_updated FROM session");
  const TransferReport report = pair.bring();
  CHECK(report.written == 0);
  REQUIRE(report.skipped.size() == 1);
  CHECK_THAT(report.skipped[0].reason, Contains("changed in OpenCode since"));
  CHECK(pair.value("SELECT title, time_archived, time_updated FROM session") == row);
}

TEST_CASE("a session that is there under another project comes under the one of its checkout") {
  // As after another OpenCode has rewritten .git/opencode: it is there, and not listed.
  const Pair pair;
  REQUIRE(pair.bring().written == 1);
  const std::string project = pair.value("SELECT project_id FROM session");
  run_sql(pair.target,
          "INSERT INTO project (id, worktree, sandboxes, time_created, time_updated) VALUES "
          "('old', '/', '[]', 1, 1); UPDATE session SET project_id = 'old'");
  CHECK(pair.bring().verified == 1);
  CHECK(pair.value("SELECT project_id FROM session") == project);
  CHECK(pair.bring().written == 0);
}

TEST_CASE("OpenCode's project id tells that a session belongs to the checkout one stands in") {
  // As from a copy of another machine's data, whose checkouts nobody here can look at.
  const Pair pair;
  std::filesystem::create_directories(pair.app / ".git/objects");
  std::filesystem::create_directories(pair.app / ".git/refs");
  std::ofstream(pair.app / ".git/HEAD") << "ref: refs/heads/main\n";
  std::ofstream(pair.app / ".git/config")
      << "[remote \"origin\"]\n\turl = git@example.com:team/renamed.git\n";
  const std::string id = opencode_project_of(pair.app, OpencodeRule::by_remote).id;
  REQUIRE(id.size() == 40);
  interop::TargetSettings settings;
  settings.here = pair.app;
  CHECK(pair.bring(pair.source, settings).written == 0);
  run_sql(pair.source,
          "UPDATE project SET id = '" + id + "'; UPDATE session SET project_id = '" + id + "'");
  CHECK(pair.bring(pair.source, settings).written == 1);
  CHECK(pair.value("SELECT project_id FROM session") == id);
}

TEST_CASE("what a session has no more goes from its row in OpenCode too") {
  const Pair pair;
  run_sql(pair.source, "UPDATE session SET revert = '{\"messageID\":\"msg_1\"}'");
  REQUIRE(pair.bring().written == 1);
  run_sql(pair.source, "UPDATE session SET revert = NULL, time_updated = 99");
  const TransferReport report = pair.bring();
  CHECK(report.verified == 1);
  CHECK(pair.value("SELECT revert IS NULL FROM session") == "1");
}

TEST_CASE("damage in OpenCode's database keeps no other session from being brought") {
  const Pair pair;
  REQUIRE(pair.bring().written == 1);
  run_sql(pair.target, "UPDATE message SET data = '{bad' WHERE id = 'msg_1'");
  run_sql(pair.source,
          "INSERT INTO session (id, project_id, slug, directory, title, version, time_created, "
          "time_updated) VALUES ('ses_2', 'p1', '', '/nowhere/app', 't', '1', 1, 1)");
  const TransferReport report = pair.bring();
  CHECK(report.written == 1);
  REQUIRE(report.skipped.size() == 1);
  CHECK_THAT(report.skipped[0].reason, Contains("msg_1") && Contains("damaged"));
}

TEST_CASE("copies of a session that went on apart are both brought back") {
  const Pair pair;
  const auto data = pair.databases.directory() / "data";
  std::filesystem::create_directory(data);
  for (const std::string name : {"opencode.db", "opencode-dev.db"}) {
    std::filesystem::copy_file(pair.source, data / name);
    const std::string id = std::filesystem::path(name).stem().string();
    run_sql(data / name, "INSERT INTO message VALUES ('msg_3" + id + "', 'ses_1', 30, 31, " +
                             "'{\"role\":\"assistant\",\"parentID\":\"msg_2\"}')");
  }
  const TransferReport report = pair.bring(data);
  CHECK(report.skipped.empty());
  CHECK(report.written == 2);
  // Each answer hangs on the question of its own session.
  CHECK(pair.value("SELECT count(*) FROM message a JOIN message q ON q.id = a.data ->> 'parentID' "
                   "AND q.session_id = a.session_id WHERE a.id LIKE 'msg_3%'") == "2");
}

}  // namespace sessionstore::tests
