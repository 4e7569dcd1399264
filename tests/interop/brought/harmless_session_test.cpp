#include "brought/harmless_session.h"

#include <catch2/catch.hpp>

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using interop::harmless_session;

struct Notes final : SessionVisitor {
  void on_session(Session /*session*/) override {}
  void on_message(Message /*message*/) override {}
  void on_part(Part /*part*/) override {}
  void on_record(Record /*record*/) override {}
  void on_note(Skipped note) override { all += note.source + ": " + note.reason + '\n'; }
  std::string all;
};

Session session_of(std::string_view data) {
  Session session;
  session.id = "ses_1";
  session.data = json::Document::parse(data);
  return session;
}

/// What comes of `data` where the database has `here`; without it where that is empty.
std::string brought(std::string_view data, std::string_view here = "",
                    std::string* notes = nullptr) {
  Notes told;
  const interop::Reports reports(told);
  const Session known = session_of(here.empty() ? "{}" : here);
  const json::Document result =
      harmless_session(session_of(data), here.empty() ? nullptr : &known, reports);
  if (notes != nullptr) *notes = told.all;
  return result.text();
}

constexpr std::string_view kAllow = R"({"permission":"*","pattern":"*","action":"allow"})";
constexpr std::string_view kDeny = R"({"permission":"task","pattern":"*","action":"deny"})";

std::string rules(std::initializer_list<std::string_view> all) {
  std::string list;
  for (const std::string_view rule : all) list += (list.empty() ? "" : ",") + std::string(rule);
  return R"({"permission":[)" + list + "]}";
}

}  // namespace

TEST_CASE("a session that comes new approves nothing, and keeps what it denies") {
  std::string notes;
  CHECK(brought(rules({kAllow}), "", &notes) == "{}");
  CHECK_THAT(notes, Contains("session ses_1: its permission"));
  CHECK(brought(rules({kAllow, kDeny, R"({"permission":"bash","pattern":"*","action":"ask"})"})) ==
        rules({kDeny}));
  CHECK(brought(rules({kDeny}), "", &notes) == rules({kDeny}));
  CHECK(notes.empty());
  CHECK(brought(R"({"permission":[]})") == R"({"permission":[]})");
  CHECK(
      brought(
          R"({"permission":[{"permission":"*","pattern":"*","action":"deny","action":"allow"}]})") ==
      "{}");
}

TEST_CASE("a session that is here keeps the permission that it has here") {
  std::string notes;
  CHECK(brought(rules({kAllow}), rules({kDeny}), &notes) == rules({kDeny}));
  CHECK_THAT(notes, Contains("the one here stays"));
  CHECK(brought(rules({kAllow}), R"({"title":"t"})") == "{}");
  CHECK(brought(rules({kAllow}), rules({kAllow}), &notes) == rules({kAllow}));
  CHECK(notes.empty());
  // Nor can another machine take away what the user here denies.
  CHECK(brought(R"({"a":1})", rules({kDeny})) == R"({"a":1,)" + rules({kDeny}).substr(1));
}

TEST_CASE("an undo comes as a mark, without the snapshot of another machine's files") {
  constexpr std::string_view kThere =
      R"({"revert":{"messageID":"msg_1","partID":"prt_1","snapshot":"--upload-pack=x","diff":"d"}})";
  std::string notes;
  CHECK(brought(kThere, "", &notes) == R"({"revert":{"messageID":"msg_1","partID":"prt_1"}})");
  CHECK_THAT(notes, Contains("its revert"));
  // One that stands here just so keeps the snapshot of here.
  constexpr std::string_view kHere =
      R"({"revert":{"messageID":"msg_1","partID":"prt_1","snapshot":"0123","diff":"own"}})";
  CHECK(brought(kThere, kHere) == kHere);
  CHECK(brought(R"({"revert":{"messageID":"msg_2","snapshot":"9"}})", kHere) ==
        R"({"revert":{"messageID":"msg_2"}})");
  CHECK(brought(R"({"title":"t"})", kHere) == R"({"title":"t"})");
  // What is no id marks nothing.
  CHECK(brought(R"({"revert":{"messageID":"msg_1","partID":"../x"}})") ==
        R"({"revert":{"messageID":"msg_1"}})");
  CHECK(brought(R"({"revert":{"messageID":"--help"}})") == "{}");
}

TEST_CASE("a slug that would lead a file's name elsewhere is left out") {
  CHECK(brought(R"({"slug":"brave-otter"})") == R"({"slug":"brave-otter"})");
  CHECK(brought(R"({"slug":"../../.bashrc"})") == R"({"slug":""})");
  CHECK(brought(R"({"slug":"a/b"})") == R"({"slug":""})");
}

TEST_CASE("columns that nobody here knows are left out") {
  std::string notes;
  CHECK(brought(R"({"title":"t","sessionstore":{"columns":{"run_at_start":"rm"}}})", "", &notes) ==
        R"({"title":"t","sessionstore":{}})");
  CHECK_THAT(notes, Contains("columns"));
}

}  // namespace sessionstore::tests
