#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

// One damaged session or project in the real tree.
namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

constexpr std::size_t kTreeMessages = 95;
constexpr std::size_t kTreeParts = 241;
const std::string kProject = "72bbad20c936a0634087bc4082327692cee3a74b";
const std::string kDamaged = "ses_e04180a32ffeIL6097jqAF4wcF";
const std::string kSessionFile = "session/" + kProject + "/" + kDamaged + ".json";
const std::string kProjectFile = "project/" + kProject + ".json";

void check_nothing_lost(const ReadTree& read) {
  CHECK(read.sessions.size() == 32);
  CHECK(read.messages() == kTreeMessages);
  CHECK(read.parts() == kTreeParts);
  CHECK(read.records() == 32);
}

}  // namespace

TEST_CASE("what belongs to an unreadable session is kept under a recovered one") {
  const StorageTree tree = StorageTree::real();
  tree.truncate(kSessionFile);
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{kSessionFile});
  check_nothing_lost(read);
  const ReadSession& session = read.session(kDamaged);
  CHECK(session.session.title == "Recovered session");
  CHECK(session.session.data.text() ==
        R"({"sessionstore":{"recovered":"session file unreadable"}})");
  CHECK(session.session.directory == "/home/dev/code/gitremote");
  CHECK(session.session.project_id == "gitremote");
  CHECK(session.session.agent_project_id == kProject);
  CHECK(session.session.created == 1795227645414);
  CHECK(session.session.updated >= session.session.created);
  CHECK(session.turns.size() == 8);
  CHECK(session.notes.size() == 1);
}

TEST_CASE("messages without a session file are kept under a recovered session") {
  const StorageTree tree = StorageTree::real();
  fs::remove(tree / kSessionFile);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  check_nothing_lost(read);
  const ReadSession& session = read.session(kDamaged);
  CHECK(session.session.data.text() == R"({"sessionstore":{"recovered":"session file missing"}})");
  CHECK(session.session.directory == "/home/dev/code/gitremote");
  CHECK(session.session.project_id == "gitremote");
  CHECK(session.session.agent_project_id.empty());
}

TEST_CASE("a session that is valid JSON of another kind is kept as it is") {
  const StorageTree tree = StorageTree::real();
  const std::string text = GENERATE(as<std::string>{}, "null", "[]", "\"text\"", "1");
  tree.write(kSessionFile, text);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  check_nothing_lost(read);
  CHECK(read.session(kDamaged).session.data.text() == text);
  CHECK(read.session(kDamaged).session.title.empty());
  CHECK(read.session(kDamaged).session.project_id == "gitremote");
}

TEST_CASE("a title of a wrong type costs nothing, a long one is cut in its column only") {
  const StorageTree tree = StorageTree::real();
  const std::string title = GENERATE_COPY(as<std::string>{}, R"({"a":1})", "17", "true", "null",
                                          '"' + std::string(4095, 'x') + "é\"");
  const std::string text = R"({"directory":"/d","title":)" + title + R"(,"time":{"updated":12.7}})";
  tree.write(kSessionFile, text);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  check_nothing_lost(read);
  const Session& session = read.session(kDamaged).session;
  CHECK(session.data.text() == text);
  CHECK(session.title == (title.starts_with('"') ? std::string(4095, 'x') : ""));
  CHECK(session.updated == 12);
}

TEST_CASE("an unreadable or missing project file loses none of its sessions") {
  const StorageTree tree = StorageTree::real();
  const bool missing = GENERATE(false, true);
  if (missing) {
    fs::remove(tree / kProjectFile);
  } else {
    tree.truncate(kProjectFile);
  }
  const ReadTree read(tree);
  CHECK(read.skipped() == (missing ? Names{} : Names{kProjectFile}));
  check_nothing_lost(read);
  CHECK(read.project("gitremote").aliases == Names{kProject});
  CHECK(read.session(kDamaged).session.project_id == "gitremote");
}

TEST_CASE("of two files of one session the one changed last is the session") {
  const StorageTree tree = StorageTree::real();
  const std::string old = R"({"title":"old","time":{"updated":5}})";
  tree.write("session/other/" + kDamaged + ".json", old);
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  CHECK(read.sessions.size() == 32);
  const ReadSession& session = read.session(kDamaged);
  CHECK(session.session.title != "old");
  CHECK(session.record("session", "other/" + kDamaged).data.text() == old);
  CHECK(session.notes.size() == 1);
}

TEST_CASE("an unreadable copy of a session does not hide the readable one") {
  const StorageTree tree = StorageTree::real();
  tree.write("session/0/" + kDamaged + ".json", "{");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"session/0/" + kDamaged + ".json"});
  CHECK(read.session(kDamaged).session.agent_project_id == kProject);
  check_nothing_lost(read);
}

TEST_CASE("a message that stands in two sessions is in both, each part in its own") {
  const StorageTree tree;
  tree.write("session/global/ses_a.json", R"({"directory":"/d/app"})");
  tree.write("session/global/ses_b.json", R"({"directory":"/d/app"})");
  tree.write("message/ses_a/msg_1.json", R"({"role":"user"})");
  tree.write("message/ses_b/msg_1.json", R"({"role":"assistant"})");
  tree.write("part/msg_1/prt_1.json", R"({"sessionID":"ses_b"})");
  tree.write("part/msg_1/prt_2.json", R"({"sessionID":"ses_a"})");
  tree.write("part/msg_1/prt_3.json", R"({"sessionID":"ses_else"})");
  tree.write("part/msg_1/prt_4.json", "{");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"part/msg_1/prt_4.json"});
  const Turn& a = read.session("ses_a").turn("msg_1");
  const Turn& b = read.session("ses_b").turn("msg_1");
  CHECK(a.message.role == "user");
  CHECK(b.message.role == "assistant");
  REQUIRE(a.parts.size() == 2);
  CHECK(a.parts[0].id == "prt_2");
  CHECK(a.parts[1].id == "prt_3");
  REQUIRE(b.parts.size() == 1);
  CHECK(b.parts[0].id == "prt_1");
  CHECK(read.notes() == 2);
}

TEST_CASE("parts without a message go where they say, else to a session of their own") {
  const StorageTree tree;
  tree.write("session/global/ses_a.json", R"({"directory":"/d/app"})");
  tree.write("part/msg_1/prt_1.json", R"({"sessionID":"ses_a","time":{"start":70}})");
  tree.write("part/msg_2/prt_1.json", R"({"sessionID":"ses_gone"})");
  tree.write("part/msg_3/prt_1.json", R"({"sessionID":17})");
  tree.write("part/msg_4/prt_1.json", "");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"part/msg_4/prt_1.json"});
  CHECK(read.sessions.size() == 3);
  CHECK(read.session("ses_a").turn("msg_1").message.created == 70);
  CHECK(read.session("ses_a").turn("msg_1").parts.size() == 1);
  CHECK(read.session("ses_gone").turn("msg_2").parts.size() == 1);
  CHECK(read.session("ses_gone").session.project_id == "recovered");
  CHECK(read.session("ses_recovered_msg_3").turn("msg_3").parts.size() == 1);
  CHECK(read.project("recovered").aliases.empty());
}

TEST_CASE("messages are in the order of time, whatever their ids") {
  const StorageTree tree;
  tree.write("session/global/ses_a.json", "{}");
  tree.write("message/ses_a/msg_f.json", R"({"time":{"created":1}})");
  tree.write("message/ses_a/msg_0.json", R"({"time":{"created":2}})");
  tree.write("message/ses_a/msg_1.json", R"({"time":{"created":2,"completed":9}})");
  const ReadTree read(tree);
  const auto& turns = read.session("ses_a").turns;
  REQUIRE(turns.size() == 3);
  CHECK(turns[0].message.id == "msg_f");
  CHECK(turns[1].message.id == "msg_0");
  CHECK(turns[2].message.id == "msg_1");
  CHECK(read.session("ses_a").session.created == 1);
  CHECK(read.session("ses_a").session.updated == 9);
}

}  // namespace sessionstore::tests
