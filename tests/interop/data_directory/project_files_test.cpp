// What OpenCode up to 0.5 kept in project/.
#include <sessionstore/error.h>
#include <sessionstore/json/view.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <iterator>

#include "old_projects.h"
#include "support/unprivileged.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// While it lives, only so many files more can be opened.
class FewFiles {
 public:
  explicit FewFiles(rlim_t more) {
    const fs::directory_iterator open("/proc/self/fd");
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(std::distance(begin(open), end(open))) + more;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  }
  ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FewFiles(const FewFiles&) = delete;
  FewFiles& operator=(const FewFiles&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("what the real OpenCode 0.5.29 left is read") {
  const OldProjects projects = OldProjects::real();
  const ReadTree read = projects.read();
  CHECK(read.skipped().empty());
  CHECK(read.inventory.notes.empty());
  const ReadSession& session = read.session("ses_de7796aabffe5d6lm2QPn7Ql2G");
  CHECK(session.session.title == "made by 0.5.29");
  CHECK(session.session.created == 1795707802965);
  CHECK(session.session.agent_project_id == "global");
  REQUIRE(session.turns.size() == 1);
  CHECK(session.turns[0].message.id == "msg_21886966a001wcxRhesq9xqb3m");
  REQUIRE(session.turns[0].parts.size() == 1);
  CHECK(session.turns[0].parts[0].data.text() == R"({"type":"text","text":"hello old"})");
}

TEST_CASE("projects of OpenCode up to 0.5 may be named at any depth") {
  const OldProjects projects;
  projects.put("global", "a", "/home/u/gone");
  projects.put("home-u-app", "b", "/home/u/app");
  CHECK(projects.read().sessions.size() == 2);
  CHECK(projects.read("project").sessions.size() == 2);
  CHECK(projects.read("project/").sessions.size() == 2);
  for (const char* const one : {"project/home-u-app", "project/home-u-app/storage"}) {
    const ReadTree read = projects.read(one);
    REQUIRE(read.sessions.size() == 1);
    CHECK(read.session("ses_b").session.agent_project_id == "home-u-app");
    CHECK(read.inventory.notes.empty());
  }
}

TEST_CASE("one project up to 0.5 may be named, wherever it was put") {
  const OldProjects projects = OldProjects::real();
  const fs::path project = projects.directory() / "project/global";
  CHECK(projects.read("project/global").inventory.notes.empty());
  projects.write("project/global/odd/x", "");
  CHECK(projects.read("project/global").inventory.notes.size() == 1);
  fs::rename(project / "storage", projects.directory() / "copy");
  CHECK(projects.read("copy").sessions.size() == 1);
}

TEST_CASE("a project up to 0.5 whose name is no text is read") {
  const OldProjects projects;
  projects.put("home-\xFF-app", "a", "/home/u/app");
  projects.write("project/home-\xFF-app/storage/session/info/ses_torn.json", "{");
  const ReadTree read = projects.read();
  CHECK(read.session("ses_a").session.agent_project_id == "home-\\xFF-app");
  CHECK(read.skipped() == Names{"project/home-\\xFF-app/storage/session/info/ses_torn.json"});
}

TEST_CASE("a project up to 0.5 that may not be read stops no other") {
  const OldProjects projects;
  fs::permissions(projects.directory(), fs::perms(0755));
  projects.put("a", "a", "/w/a");
  projects.put("b", "b", "/w/b");
  fs::permissions(projects.directory() / "project/b", fs::perms::none);
  const ReadTree read = [&] {
    const Unprivileged nobody;
    return projects.read();
  }();
  CHECK(read.sessions.size() == 1);
  REQUIRE(read.skipped() == Names{(projects.directory() / "project/b").string()});
  CHECK(read.inventory.notes.empty());
  fs::remove_all(projects.directory() / "project/a");
  fs::permissions(projects.directory() / "project/b", fs::perms::none);
  const Unprivileged nobody;
  try {
    projects.open()->inventory();
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::permission_denied);
  }
}

TEST_CASE("a session up to 0.5 belongs where its agent worked") {
  const OldProjects projects;
  projects.put("global", "a", "/home/u/one");
  projects.put("global", "b", "/home/u/two");
  projects.put("home-u-app", "c", "/home/u/app");
  projects.write("project/home-u-app/storage/session/info/ses_d.json", R"({"title":"unanswered"})");
  projects.write("project/global/storage/session/info/ses_e.json", R"({"title":"unanswered"})");
  const ReadTree read = projects.read();
  CHECK(read.session("ses_a").session.project_id == "one");
  CHECK(read.session("ses_a").session.directory == "/home/u/one");
  CHECK(read.session("ses_b").session.project_id == "two");
  CHECK(read.session("ses_c").session.project_id == "app");
  CHECK(read.session("ses_d").session.project_id == "app");
  CHECK(read.session("ses_d").session.directory == "/home/u/app");
  CHECK(read.session("ses_e").session.project_id == "recovered");
  // The name of a path is another repository's on another machine.
  for (const Project& project : read.inventory.projects) CHECK(project.aliases.empty());
}

TEST_CASE("what of a project's storage cannot be read is named where it lies") {
  const OldProjects projects;
  projects.put("p", "a", "/w/app");
  const std::string storage = "project/p/storage/";
  projects.write(storage + "session/info/ses_torn.json", "{");
  projects.write(storage + "session/message/ses_a/msg_torn.json", "{");
  projects.write(storage + "session/part/ses_a/msg_torn/prt_1.json", R"({"type":"text"})");
  projects.write(storage + "session/part/ses_b/msg_gone/prt_2.json", R"({"type":"text"})");
  projects.write(storage + "session/share/ses_a.json", R"({"secret":"TOPSECRET","url":"u"})");
  projects.write(storage + "session/odd/ses_a.json", "[]");
  projects.write(storage + "other/thing.json", "{}");
  const ReadTree read = projects.read();
  CHECK(read.skipped() == Names{storage + "session/info/ses_torn.json",
                                storage + "session/message/ses_a/msg_torn.json"});
  CHECK(read.session("ses_a").turn("msg_torn").parts.size() == 1);
  CHECK(read.session("ses_a").record("session_share").data.text() == R"({"url":"u"})");
  CHECK(read.session("ses_a").record("session_odd").data.text() == "[]");
  CHECK(read.session("ses_b").turn("msg_gone").parts.size() == 1);
  CHECK(read.session("ses_torn").session.title == "Recovered session");
  CHECK(read.project("recovered").records.back().key == storage + "other/thing.json");
}

TEST_CASE("the same message id in two sessions up to 0.5 has two lists of parts") {
  const OldProjects projects;
  projects.put("p", "a", "/w/app");
  projects.put("p", "b", "/w/app");
  projects.put_message("p", "b", "a", "/w/app");
  const ReadTree read = projects.read();
  CHECK(read.session("ses_a").turn("msg_a").parts.size() == 1);
  CHECK(read.session("ses_b").turn("msg_a").parts.size() == 1);
  CHECK(read.skipped().empty());
  CHECK(read.notes() == 0);
}

TEST_CASE("a message up to 0.3 holds its parts") {
  const OldProjects projects;
  projects.write("project/p/storage/session/info/ses_a.json", R"({"title":"t"})");
  projects.write("project/p/storage/session/message/ses_a/msg_1.json",
                 R"({"id":"msg_1","role":"assistant","parts":[{"type":"text","text":"one"},)"
                 R"({"type":"step-start"}],"metadata":{"time":{"created":8,"completed":9},)"
                 R"("sessionID":"ses_a","assistant":{"path":{"cwd":"/w/app","root":"/w"},)"
                 R"("cost":0.5,"tokens":{"input":1,"output":2}}}})");
  const ReadTree read = projects.read();
  const ReadSession& session = read.session("ses_a");
  CHECK(session.session.directory == "/w/app");
  const Turn& turn = session.turn("msg_1");
  CHECK(turn.message.created == 8);
  CHECK(turn.message.updated == 9);
  CHECK(turn.message.cost == 0.5);
  CHECK(turn.message.input_tokens == 1);
  CHECK_FALSE(json::View(turn.message.data.text())["parts"].is_array());
  CHECK(json::View(turn.message.data.text())["metadata"].is_object());
  REQUIRE(turn.parts.size() == 2);
  CHECK(turn.parts[0].id == "msg_1/0");
  CHECK(turn.parts[0].data.text() == R"({"type":"text","text":"one"})");
}

TEST_CASE("a layout of one project that is not known stops no other project") {
  const OldProjects projects;
  projects.put("known", "a", "/w/a");
  projects.put("newer", "b", "/w/b");
  projects.write("project/known/storage/migration", "3");
  projects.write("project/newer/storage/migration", "4");
  const ReadTree read = projects.read();
  CHECK(read.sessions.size() == 1);
  CHECK(read.skipped() == Names{"project/newer"});
  CHECK(read.reason("project/newer").find("0 to 3") != std::string::npos);
  try {
    projects.open("project/newer")->inventory();
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::version_mismatch);
  }
}

TEST_CASE("there may be more projects than files that a process may hold open") {
  const OldProjects projects;
  for (int at = 0; at < 100; ++at) {
    projects.put("p" + std::to_string(at), std::to_string(at), "/w/app");
  }
  const ReadTree read = [&] {
    const FewFiles few(40);
    return projects.read();
  }();
  CHECK(read.sessions.size() == 100);
  CHECK(read.skipped().empty());
}

}  // namespace sessionstore::tests
