// What OpenCode's own migration has copied out of project/ into a later generation.
#include <sessionstore/overview.h>

#include "interop/data_directory/old_projects.h"
#include "interop/opencode_db/databases.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;

/// A session that OpenCode 0.6 has copied into storage/, and one that it has not.
struct Migrated {
  OldProjects projects;

  Migrated() {
    projects.put("home-u-app", "a", "/home/u/app");
    projects.put_message("home-u-app", "a", "a2", "/home/u/app");
    projects.put("global", "left", "/home/u/gone");
    const fs::path old = projects.directory() / "project/home-u-app/storage/session";
    projects.write("storage/project/1234.json", R"({"id":"1234","worktree":"/home/u/app"})");
    copy(old / "info/ses_a.json", "session/1234/ses_a.json");
    copy(old / "message/ses_a", "message/ses_a");
    for (const char* const message : {"msg_a", "msg_a2"}) {
      copy(old / "part/ses_a" / message, std::string("part/") + message);
    }
  }
  void copy(const fs::path& from, const std::string& to) const {
    const fs::path target = projects.directory() / "storage" / to;
    fs::create_directories(target.parent_path());
    fs::copy(from, target, fs::copy_options::recursive);
  }
  void write_later(const std::string& session) const {
    projects.write("storage/session/1234/ses_a.json", session);
  }
};

}  // namespace

TEST_CASE("what was copied into a later generation is there once") {
  const Migrated migrated;
  const ReadTree read = migrated.projects.read();
  REQUIRE(read.sessions.size() == 2);
  CHECK(read.session("ses_a").turns.size() == 2);
  CHECK(read.session("ses_a").session.agent_project_id == "1234");
  CHECK(read.session("ses_a").records.empty());
  CHECK(read.session("ses_left").session.title == "old left");
  CHECK(read.inventory.notes.empty());
  CHECK(read.skipped().empty());
}

TEST_CASE("a session of a later generation is the session, whatever the older copy says") {
  const Migrated migrated;
  migrated.write_later(R"({"title":"renamed","time":{"created":1,"updated":1}})");
  SECTION("as it was but for its title") {
    CHECK(migrated.projects.read().session("ses_a").turns.size() == 2);
  }
  SECTION("gone on") {
    migrated.projects.write("storage/message/ses_a/msg_b.json", R"({"time":{"created":9}})");
    CHECK(migrated.projects.read().session("ses_a").turns.size() == 3);
  }
  SECTION("undone, and gone on") {
    fs::remove_all(migrated.projects.directory() / "storage/message/ses_a/msg_a2.json");
    fs::remove_all(migrated.projects.directory() / "storage/part/msg_a2");
    migrated.projects.write("storage/message/ses_a/msg_b.json", R"({"time":{"created":9}})");
    const ReadTree read = migrated.projects.read();
    const ReadSession& session = read.session("ses_a");
    CHECK(session.turns.size() == 2);
    CHECK(session.record("other_copy", "project/home-u-app/msg_a2/prt_a2").data.text() ==
          R"({"type":"text","text":"a2"})");
    REQUIRE(read.inventory.notes.size() == 1);
    CHECK(read.inventory.notes[0].source == "ses_a");
  }
  SECTION("copied in part") {
    fs::remove_all(migrated.projects.directory() / "storage/message/ses_a");
    fs::remove_all(migrated.projects.directory() / "storage/part");
    const ReadTree read = migrated.projects.read();
    CHECK(read.session("ses_a").turns.size() == 2);
    CHECK(read.inventory.notes.size() == 1);
    const auto source = migrated.projects.open();
    CHECK(summary_of(*source, "ses_a").session.title == "renamed");
    CHECK(summary_of(*source, "ses_a").session.message_count == 2);
    for (const Session& session : overview_of(*source).sessions) {
      CHECK(session.title == (session.id == "ses_a" ? "renamed" : "old left"));
    }
  }
  const ReadTree read = migrated.projects.read();
  CHECK(read.sessions.size() == 2);
  CHECK(read.session("ses_a").session.title == "renamed");
  CHECK(read.session("ses_a").session.updated == 1);
}

TEST_CASE("a database goes before the projects it was made of, too") {
  const OldProjects projects;
  const OpencodeDatabases databases;
  const auto file = databases.empty("1.2.1");
  put_sample_rows(file);
  fs::copy_file(file, projects.directory() / "opencode.db");
  projects.put("home-u-app", "1", "/home/u/app");  // the id of the sample's session
  projects.put("home-u-app", "2", "/home/u/app");
  const ReadTree read = projects.read();
  REQUIRE(read.sessions.size() == 2);
  CHECK(read.session("ses_1").session.title == "A title");
  CHECK(read.session("ses_2").session.title == "old 2");
}

TEST_CASE("a session that two projects up to 0.5 have is merged as any other") {
  const OldProjects projects;
  projects.put("one", "a", "/w/one");
  projects.put("two", "a", "/w/one");
  CHECK(projects.read().sessions.size() == 1);
  projects.put_message("two", "a", "b", "/w/one");
  CHECK(projects.read().session("ses_a").turns.size() == 2);
}

}  // namespace sessionstore::tests
