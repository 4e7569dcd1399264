#include <sessionstore/intact_rows.h>
#include <sessionstore/interop/opencode_export.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "export/pretty_json.h"
#include "support/error_of.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::ordered_json;

struct Written {
  std::string text;
  std::vector<Skipped> skipped;
  std::vector<Skipped> notes;
};

template <typename Write>
std::string text_from(const Write& write) {
  const TemporaryDirectory directory;
  interop::OutputFile file(directory.path() / "out");
  write(file.output());
  file.commit();
  return read_file(directory.path() / "out");
}

Written exported(const SessionArchive& archive) {
  Written written;
  written.text = text_from([&](interop::Output& output) {
    interop::OpencodeExport document(output);
    document.on_session(archive.session);
    for (const Turn& turn : archive.turns) {
      document.on_message(turn.message);
      for (const Part& part : turn.parts) document.on_part(part);
    }
    for (const Record& record : archive.records) document.on_record(record);
    document.finish();
    written.skipped = document.skipped;
    written.notes = document.notes;
  });
  return written;
}

std::string pretty(const std::string& json) {
  return text_from([&](interop::Output& output) {
    interop::write_pretty(output, json::Document::parse(json).text(), 0);
  });
}

}  // namespace

TEST_CASE("JSON is written in lines as JSON.stringify(value, null, 2) does") {
  for (const char* const json :
       {R"({"a":[1,{"b":[]},{}],"c":{"d":"e: {[,]} \"\\"},"f":null})", "[]", "{}", R"("x")", "1.0",
        R"([[[]],[{"a":{}}]])", R"({"":""})"}) {
    CHECK(pretty(json) == Json::parse(json).dump(2));
  }
  CHECK(pretty(R"({"n":1E+2,"u":"\u00e9\/"})") == "{\n  \"n\": 1E+2,\n  \"u\": \"\\u00e9\\/\"\n}");
}

TEST_CASE("an export has the ids where OpenCode has them, and nothing of a share") {
  SessionArchive archive;
  archive.session = make_session("ses_1");
  archive.session.parent_id = "ses_0";
  archive.session.agent_project_id = "p1";
  archive.session.data = json::Document::parse(
      R"({"slug":"s","version":"1","directory":"/d","title":"t","share":{"url":"https://x"},)"
      R"("time":{"created":1,"updated":2}})");
  constexpr const char* kUser =
      R"({"role":"user","time":{"created":1},"agent":"a","model":{"providerID":"p","modelID":"m"}})";
  archive.turns.push_back({make_message("m1", kUser), {make_part("p1"), make_part("p2")}});
  archive.turns.push_back({make_message("m2", R"({"role":"assistant","id":"other"})"), {}});
  const Written written = exported(archive);
  CHECK(written.skipped.empty());
  CHECK(written.notes.empty());
  const Json json = Json::parse(written.text);
  CHECK(written.text == json.dump(2) + "\n");
  CHECK(json["info"].dump() ==
        R"({"id":"ses_1","slug":"s","version":"1","projectID":"p1","directory":"/d",)"
        R"("parentID":"ses_0","title":"t","time":{"created":1,"updated":2}})");
  CHECK(json["messages"][0]["info"].dump() ==
        R"({"id":"m1","sessionID":"ses_1",)" + std::string(kUser).substr(1));
  CHECK(json["messages"][0]["parts"][1].dump() ==
        R"({"id":"p2","sessionID":"ses_1","messageID":"m1","type":"text","text":"hello"})");
  CHECK(json["messages"][1]["info"]["id"] == "m2");
  CHECK(json["messages"][1]["parts"].empty());
}

TEST_CASE("an export has what every version of `opencode import` demands") {
  SessionArchive archive;
  archive.session = make_session("ses_1");
  archive.session.title = "old";
  archive.session.directory = "/d";
  archive.session.data = json::Document::parse(
      R"({"title":null,"time":7,"summary":{},"tokens":{"cache":1},"model":{},"revert":{}})");
  archive.turns.push_back(
      {make_message("m1", R"({"role":"user","summary":{"diffs":[{"patch":"p"}]}})"),
       {make_part("p1", R"({"type":"text"})"),
        make_part("p2", R"({"type":"file","mime":"text/plain"})")}});
  archive.turns.push_back(
      {make_message("m2", R"({"role":"assistant","path":{},"tokens":{},"cost":null})"),
       {make_part("p3",
                  R"({"type":"tool","callID":"c","tool":"t","state":{"status":"completed"}})"),
        make_part("p4", R"({"type":"tool","callID":"c","tool":"t","state":{"status":"error"}})"),
        make_part("p5", R"({"type":"tool","tool":"t"})"),
        make_part("p6", R"({"type":"step-finish"})"), make_part("p7", R"({"type":"patch"})"),
        make_part("p8", R"({"type":"retry"})"), make_part("p9", R"({"type":"of the future"})")}});
  archive.turns.push_back({make_message("m3", R"({"role":"system"})"), {}});
  const Written written = exported(archive);
  const Json json = Json::parse(written.text);
  const Json& info = json["info"];
  CHECK(info["slug"] == "");
  CHECK(info["version"] == "");
  CHECK(info["title"] == "old");
  CHECK(info["directory"] == "/d");
  CHECK(info["time"]["created"] == archive.session.created);
  CHECK(info["time"]["updated"] == archive.session.updated);
  CHECK(info["summary"]["files"] == 0);
  CHECK(info["tokens"]["cache"]["write"] == 0);
  CHECK_FALSE(info.contains("model"));
  CHECK_FALSE(info.contains("revert"));
  const Json& asked = json["messages"][0];
  CHECK(asked["info"]["model"]["modelID"] == "unknown");
  CHECK(asked["info"]["summary"]["diffs"][0].dump() ==
        R"({"patch":"p","before":"","after":"","additions":0,"deletions":0})");
  CHECK(asked["parts"][0]["text"] == "");
  const Json& answer = json["messages"][1];
  CHECK(answer["info"]["parentID"] == "m1");
  CHECK(answer["info"]["path"]["root"] == "/");
  CHECK(answer["info"]["cost"] == 0);
  CHECK(answer["info"]["tokens"]["cache"]["read"] == 0);
  CHECK(answer["parts"].size() == 3);
  CHECK(answer["parts"][0]["state"]["title"] == "");
  CHECK(answer["parts"][0]["state"]["time"]["end"].is_number());
  CHECK(answer["parts"][1]["state"]["error"] == "");
  CHECK(answer["parts"][2]["reason"] == "unknown");
  // A file's address, a call's id, a patch's hash, a retry's error, a type and a role.
  CHECK(written.skipped.size() == 6);
}

TEST_CASE("an export without messages, and of a session without its own project, is whole") {
  SessionArchive archive;
  archive.session = make_session("ses_1");
  archive.session.agent_project_id.clear();
  archive.records.push_back(make_record("todo", "", "[]"));
  const Written written = exported(archive);
  const Json json = Json::parse(written.text);
  CHECK(json["messages"].empty());
  CHECK(json["info"]["projectID"] == "global");
  CHECK_THAT(written.notes.at(0).reason, Contains("1 record "));
}

TEST_CASE("what OpenCode cannot read is left out, and named") {
  SessionArchive archive;
  archive.session = make_session("ses_1");
  archive.turns.push_back(
      {make_message("m1", R"({"sessionstore":{"recovered":"x"}})"), {make_part("p1")}});
  archive.turns.push_back({make_message("m2"), {make_part("p2", "null"), make_part("p3")}});
  const Written written = exported(archive);
  const Json json = Json::parse(written.text);
  CHECK(json["messages"].size() == 1);
  CHECK(json["messages"][0]["parts"].size() == 1);
  REQUIRE(written.skipped.size() == 3);
  CHECK(written.skipped[0].source == "session ses_1, message m1");
  CHECK(written.skipped[1].source == "session ses_1, part p1");
  CHECK(written.skipped[2].source == "session ses_1, part p2");
  archive.session.data = json::Document::parse("[]");
  CHECK(error_of([&] { exported(archive); }).code() == ErrorCode::unsupported);
}

}  // namespace sessionstore::tests
