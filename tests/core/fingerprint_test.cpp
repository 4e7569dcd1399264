#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>

#include "support/rows.h"

namespace sessionstore {
namespace {

using tests::make_message;
using tests::make_part;
using tests::make_record;
using tests::make_session;

SessionArchive sample() {
  SessionArchive archive;
  archive.session = make_session("ses_1");
  archive.turns = {tests::make_turn("m1", 2), tests::make_turn("m2", 1)};
  archive.records = {make_record("diff", "a", "[1]"), make_record("todo", "", "[]")};
  return archive;
}

Digest fingerprint(const SessionArchive& archive,
                   Fingerprinter::Trust trust = Fingerprinter::Trust::stored_hashes) {
  Fingerprinter fingerprinter(trust);
  fingerprinter.add(archive.session);
  for (const Turn& turn : archive.turns) {
    fingerprinter.add(turn.message);
    for (const Part& part : turn.parts) fingerprinter.add(part);
  }
  for (const Record& record : archive.records) fingerprinter.add(record);
  return fingerprinter.finish();
}

using Change = std::function<void(SessionArchive&)>;

Digest changed(const Change& change) {
  SessionArchive archive = sample();
  change(archive);
  return fingerprint(archive);
}

TEST_CASE("the fingerprint of a session is fixed for ever", "[fingerprint]") {
  // Stores in the field hold fingerprints: a change of the layout of docs/schema.md shows here.
  Session session;
  session.id = "ses_1";
  Fingerprinter fingerprinter;
  fingerprinter.add(session);
  const auto field = [](std::string_view text) {
    return std::string(7, '\0') + static_cast<char>(text.size()) + std::string(text);
  };
  CHECK(fingerprinter.finish() ==
        sha256(field("session") + field("ses_1") + field(sha256("null").raw()) + field("")));
}

TEST_CASE("everything that the agent wrote counts", "[fingerprint]") {
  const std::vector<Change> changes = {
      [](auto&) {},
      [](auto& a) { a.session.id = "ses_2"; },
      [](auto& a) { a.session.parent_id = "ses_0"; },
      [](auto& a) { a.session.data = json::Document::parse("{}"); },
      [](auto& a) { a.turns[0].message.id = "m0"; },
      [](auto& a) { a.turns[0].message.data = json::Document::parse("{}"); },
      [](auto& a) { std::swap(a.turns[0], a.turns[1]); },
      [](auto& a) { std::swap(a.turns[0].parts[0], a.turns[0].parts[1]); },
      [](auto& a) { a.turns[0].parts.pop_back(); },
      [](auto& a) { a.turns[1].parts.push_back(make_part("more")); },
      [](auto& a) {  // the same part, one message further on
        a.turns[1].parts.insert(a.turns[1].parts.begin(), a.turns[0].parts.back());
        a.turns[0].parts.pop_back();
      },
      [](auto& a) { a.turns[0].parts[0].id = "other"; },
      [](auto& a) { a.turns[0].parts[0].data = json::Document::parse("1.0"); },
      [](auto& a) { a.turns[0].parts[0].data = json::Document::parse("1.00"); },
      [](auto& a) { a.records[0].kind = "share"; },
      [](auto& a) { a.records[0].key = "b"; },
      [](auto& a) { a.records[0].data = json::Document::parse("[2]"); },
      [](auto& a) { a.records.pop_back(); },
      [](auto& a) { a.turns.pop_back(); },
  };
  std::set<std::string> seen;
  for (const Change& change : changes) seen.insert(changed(change).hex());
  CHECK(seen.size() == changes.size());
}

TEST_CASE("what differs by place does not count", "[fingerprint]") {
  CHECK(changed([](SessionArchive& a) {
          a.session.project_id = "elsewhere";
          a.session.agent_project_id = "global";
          a.session.author = "bob";
          a.session.machine = "server";
          a.session.revision = 99;
          a.session.message_count = 7;
          a.session.title = "the column; the data has its own";
          a.turns[0].message.revision = 98;
          a.turns[0].message.seq = 17;
          a.turns[0].parts[0].revision = 97;
        }) == fingerprint(sample()));
}

TEST_CASE("damage shows only where hashes are computed anew", "[fingerprint]") {
  SessionArchive archive = sample();
  json::Document& data = archive.turns[0].parts[1].data;
  data = json::Document::stored(R"({"type":"text","text":"pXrt 1"})", data.hash());
  CHECK(fingerprint(archive) == fingerprint(sample()));
  try {
    fingerprint(archive, Fingerprinter::Trust::recompute);
    FAIL("damage was not found");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::corrupt);
    CHECK_THAT(error.what(), Catch::Contains("m1-1"));
  }
}

TEST_CASE("a finished fingerprinter starts anew", "[fingerprint]") {
  Fingerprinter fingerprinter;
  fingerprinter.add(make_session("ses_1"));
  const Digest first = fingerprinter.finish();
  fingerprinter.add(make_session("ses_1"));
  CHECK(fingerprinter.finish() == first);
}

}  // namespace
}  // namespace sessionstore
