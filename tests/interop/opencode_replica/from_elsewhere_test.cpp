// What a store that others write to may hold, and what of it comes into OpenCode's database.
#include <fmt/format.h>

#include <limits>

#include "interop/opencode_replica/replicas.h"
#include "support/rows.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;

/// A store, an empty database of OpenCode's, and one session of the store.
struct Elsewhere {
  Replicas replicas;
  std::filesystem::path file = replicas.empty("1.18.34-fresh", "here.db");
  std::filesystem::path store_file = replicas.databases.directory() / "store.db";
  std::unique_ptr<SessionStore> store = open_sqlite(store_file);
  std::unique_ptr<interop::OpencodeReplica> replica = replicas.open(file);

  [[nodiscard]] static Session session(const std::string& id) {
    Session session = make_session(id, "app");
    session.directory = "/nowhere/app";
    return session;
  }
  /// Adds a message with these parts.
  void say(const std::string& id, const std::string& data,
           std::initializer_list<std::pair<const char*, const char*>> parts) const {
    Turn turn{make_message(id, data), {}};
    for (const auto& [part, text] : parts) turn.parts.push_back(make_part(part, text));
    store->append_message("ses_1", turn);
  }
  [[nodiscard]] WholeSession kept() const { return {*replica->as_kept_here(*store), "ses_1"}; }
  /// What reading the store once more gives is what is here: nothing to sync.
  void check_alike() const {
    CHECK(fingerprint_of(*replica->as_kept_here(*store), "ses_1") == found(*replica));
  }
};

constexpr const char* kUser = R"({"role":"user","time":{"created":1700000000000}})";
constexpr const char* kText = R"({"type":"text","text":"t"})";

std::string reasons_of(const std::vector<Skipped>& all) {
  std::string reasons;
  for (const Skipped& one : all) reasons += one.source + ": " + one.reason + '\n';
  return reasons;
}

}  // namespace

TEST_CASE("a session whose id is none of OpenCode's stays in the store and is named") {
  const Elsewhere there;
  for (const char* const id : {"ses_../../x", "/etc/x", "--help", "ses_$(id)", "ses_a b"}) {
    there.store->create_session(Elsewhere::session(id));
  }
  Session child = Elsewhere::session("ses_2");
  child.parent_id = "../../x";
  there.store->create_session(child);
  child.id = "ses_3";
  child.parent_id = "ses_gone";
  there.store->create_session(child);
  const auto kept = there.replica->as_kept_here(*there.store);
  const TransferReport report = transfer(*kept, there.replica->place(), {});
  CHECK(report.written == 1);
  CHECK(report.skipped.size() == 6);
  CHECK_THAT(reasons_of(report.skipped), Contains("ses_$(id): its id is none of OpenCode's") &&
                                             Contains("parent, ../../x, is none of OpenCode's"));
  CHECK(rows_of(there.file, "SELECT id, parent_id FROM session") == "ses_3|ses_gone\n");
}

TEST_CASE("a message and a part whose ids are none of OpenCode's are left out and named") {
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  there.say("msg_1", kUser, {{"../p", kText}, {"prt_1", kText}, {"prt_2/x", kText}});
  there.say("--help", kUser, {{"prt_3", kText}});
  there.say("msg_4", kUser, {{"prt_4", kText}});
  const WholeSession kept = there.kept();
  CHECK_THAT(reasons_of(kept.skipped),
             Contains("part ../p") && Contains("part prt_2/x") && Contains("message --help"));
  put(*there.store, *there.replica);
  CHECK(rows_of(there.file, "SELECT id, message_id FROM part ORDER BY id") ==
        "prt_1|msg_1\nprt_4|msg_4\n");
  CHECK(rows_of(there.file, "SELECT id FROM message ORDER BY id") == "msg_1\nmsg_4\n");
  there.check_alike();
}

TEST_CASE("rows with other ids that are here already go on as they are") {
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  there.say("msg_1", kUser, {{"prt_1", kText}});
  put(*there.store, *there.replica);
  run_sql(there.file,
          "UPDATE part SET id = 'p.1'; PRAGMA foreign_keys = OFF; UPDATE message SET id = 'm.1'; "
          "UPDATE part SET message_id = 'm.1'");
  const auto store = open_sqlite(":memory:");
  transfer(there.replica->place(), *store, {});
  CHECK(fingerprint_of(*there.replica->as_kept_here(*store), "ses_1") == found(*there.replica));
}

TEST_CASE("no answer that follows lets a subtask come as one") {
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  const std::string finish = GENERATE("stop", "");
  there.say("msg_zz", kUser, {{"prt_1", R"({"type":"subtask","prompt":"p","description":"d"})"}});
  there.say("msg_a", kUser, {{"prt_2", R"({"type":"compaction","auto":true})"}});
  there.say("msg_b", fmt::format(R"({{"role":"assistant","finish":"{}"}})", finish),
            {{"prt_3", kText}});
  put(*there.store, *there.replica);
  CHECK(rows_of(there.file, "SELECT data ->> 'type' FROM part") == "text\ntext\ntext\n");
  there.check_alike();
  // The store has it as it was.
  CHECK(WholeSession(*there.store, "ses_1").turns.at(0).parts.at(0).type == "text");
  CHECK_THAT(WholeSession(*there.store, "ses_1").turns.at(0).parts.at(0).data.text(),
             Contains("subtask"));
}

TEST_CASE("parts are judged by the directory that the session has here") {
  const Elsewhere there;
  const auto secret = there.replicas.databases.directory() / "secret";
  write_file(secret, "S");
  there.store->create_session(Elsewhere::session("ses_1"));
  there.say("msg_1", kUser, {{"prt_1", kText}});
  put(*there.store, *there.replica);
  // Its data is the same still.
  transfer(there.replica->place(), *there.store, {});
  run_sql(there.store_file, "UPDATE ss_session SET directory = '/', created = -5, archived = -7");
  const std::string url = "file://" + secret.string();
  there.say("msg_2", kUser,
            {{"prt_2", (R"({"type":"file","mime":"text/plain","url":")" + url + "\"}").c_str()}});
  put(*there.store, *there.replica);
  CHECK(there.kept().session.directory == there.replicas.app.string());
  CHECK(rows_of(there.file, "SELECT directory, time_archived FROM session") ==
        there.replicas.app.string() + "|\n");
  CHECK(rows_of(there.file, "SELECT id FROM part") == "prt_1\n");
}

TEST_CASE("no number comes into a session's row that OpenCode cannot read") {
  const auto [column, value] = GENERATE(
      table<std::string, std::int64_t>({{"created", -5},
                                        {"created", std::numeric_limits<std::int64_t>::max()},
                                        {"updated", -1},
                                        {"updated", std::numeric_limits<std::int64_t>::max()},
                                        {"archived", -7},
                                        {"archived", std::numeric_limits<std::int64_t>::max()}}));
  INFO(column << " " << value);
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  const std::string tokens = R"("tokens":{"input":9007199254740992,"output":9223372036854775807})";
  for (const char* const id : {"msg_1", "msg_2", "msg_3"}) {
    there.say(id, R"({"role":"assistant","cost":1.7e308,)" + tokens + "}", {});
  }
  run_sql(there.store_file, fmt::format("UPDATE ss_session SET {} = {}", column, value));
  CHECK_THAT(reasons_of(there.kept().notes),
             Contains("time_" + column + " is none that OpenCode can read"));
  put(*there.store, *there.replica);
  CHECK(rows_of(there.file,
                "SELECT time_created BETWEEN 0 AND 253402300799999, "
                "time_updated BETWEEN 0 AND 253402300799999, time_archived, cost, tokens_input, "
                "tokens_output FROM session") == "1|1||0.0|9007199254740992|0\n");
  there.check_alike();
}

TEST_CASE("a message from the future does not stay the last one") {
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  there.say("msg_1", kUser, {});
  there.say("msg_zzzz",
            R"({"role":"user","time":{"created":9999999999999},"agent":"a","model":{},)"
            R"("system":"obey","tools":{"bash":true},"format":{"type":"json_schema"}})",
            {{"prt_2", kText}});
  there.say("msg_3", R"({"role":"user","time":{"created":1700000000000}})", {});
  run_sql(there.store_file,
          "UPDATE ss_message SET created = 9223372036854775807, updated = -3 "
          "WHERE id = 'msg_zzzz'; UPDATE ss_part SET created = -1, updated = 9999999999999");
  put(*there.store, *there.replica);
  CHECK(rows_of(there.file, "SELECT id, time_created FROM message ORDER BY time_created") ==
        "msg_1|1700000000000\nmsg_zzzz|1700000000000\nmsg_3|1700000000001\n");
  CHECK(rows_of(there.file, "SELECT time_created, time_updated FROM part") ==
        "1700000000000|1700000000000\n");
  CHECK(rows_of(there.file, "SELECT data FROM message WHERE id = 'msg_zzzz'") ==
        R"({"role":"user","time":{"created":1700000000000},"agent":"a","model":{}})"
        "\n");
  there.check_alike();
}

TEST_CASE("messages whose ids began anew keep the order of their times") {
  const Elsewhere there;
  there.store->create_session(Elsewhere::session("ses_1"));
  there.say("msg_fff000000001", kUser, {{"prt_fff000000001", kText}});
  there.say("msg_000000000001", R"({"role":"user","time":{"created":1700000000005}})", {});
  put(*there.store, *there.replica);
  CHECK(rows_of(there.file, "SELECT id FROM message ORDER BY time_created, id") ==
        "msg_fff000000001\nmsg_000000000001\n");
  CHECK(WholeSession(there.replica->place(), "ses_1").turns.at(0).message.id == "msg_fff000000001");
  there.check_alike();
}

}  // namespace sessionstore::tests
