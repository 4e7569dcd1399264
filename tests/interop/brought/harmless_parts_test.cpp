#include "brought/harmless_parts.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using interop::BroughtPart;
using interop::HarmlessParts;

/// The session's directory, and a file that is none of its business.
struct Surroundings {
  TemporaryDirectory place;
  fs::path app = place.path() / "app";
  HarmlessParts parts{app};

  Surroundings() {
    fs::create_directories(app / "src");
    std::ofstream(place.path() / "key") << "KEY";
  }
  [[nodiscard]] BroughtPart judge(const std::string& part) const {
    return parts.judge(json::Document::parse(part));
  }
};

}  // namespace

TEST_CASE("a patch is not brought, whatever it names") {
  const Surroundings here;
  const std::string inside = (here.app / "src/new.cpp").string();
  const auto judged = here.judge(fmt::format(R"({{"type":"patch","hash":"{}","files":["{}"]}})",
                                             std::string(40, 'a'), inside));
  CHECK_FALSE(judged.brought);
  CHECK_THAT(judged.note, Contains("undo"));
  CHECK_FALSE(here.judge(R"({"type":"patch"})").brought);
}

TEST_CASE("a snapshot id that git would take for an option is left out") {
  const Surroundings here;
  const std::string good = R"({"type":"step-start","snapshot":")" + std::string(40, 'b') + "\"}";
  CHECK(here.judge(good).data.text() == good);
  CHECK(here.judge(good).note.empty());
  for (const char* const type : {"step-start", "step-finish"}) {
    const auto judged =
        here.judge(fmt::format(R"({{"type":"{}","snapshot":"--output=/tmp/x"}})", type));
    CHECK(judged.data.text() == fmt::format(R"({{"type":"{}"}})", type));
    CHECK_FALSE(judged.note.empty());
  }
  CHECK_FALSE(here.judge(R"({"type":"snapshot","snapshot":"--output=/tmp/x"})").brought);
  CHECK_FALSE(here.judge(R"({"type":"snapshot","snapshot":1})").brought);
}

TEST_CASE("a file is brought as data, or as the name of a text that is the session's own") {
  const Surroundings here;
  const auto is_brought = [&](const std::string& mime, const std::string& url) {
    return here.judge(fmt::format(R"({{"type":"file","mime":"{}","url":"{}"}})", mime, url))
        .brought;
  };
  const std::string key = "file://" + (here.place.path() / "key").string();
  const std::string inside = "file://" + (here.app / "src").string();
  CHECK(is_brought("image/png", "data:image/png;base64,AA"));
  CHECK_FALSE(is_brought("image/png", key));
  CHECK_FALSE(is_brought("image/png", inside));
  CHECK_FALSE(is_brought("image/png", "http://evil.example/pixel.png"));
  CHECK(is_brought("text/plain", inside));
  CHECK(is_brought("application/x-directory", inside));
  CHECK(is_brought("text/plain", "file:///nowhere/at/all.cpp?start=1"));
  CHECK_FALSE(is_brought("text/plain", key));
  CHECK_FALSE(is_brought("text/plain", "FILE://" + (here.app / "../key").string()));
  CHECK_FALSE(is_brought("text/plain", (here.place.path() / "key").string()));
  CHECK_FALSE(is_brought("text/plain", "file://server/share"));
  CHECK_FALSE(is_brought("text/plain", "http://evil.example/x"));
  CHECK_FALSE(is_brought("text/plain", "mcp://server/resource"));
  // Spellings of the file outside that a browser's parser forgives.
  CHECK_FALSE(is_brought("text/plain", " " + key));
  CHECK_FALSE(is_brought("text/plain", "\\u0001" + key));
  CHECK_FALSE(is_brought("text/plain", "fi\\tle" + key.substr(4)));
  CHECK_FALSE(is_brought("text/plain", "file:///nowhere/.." + key.substr(7)));
  CHECK_FALSE(is_brought("text/plain", "file:///nowhere/%2e%2E" + key.substr(7)));
}

TEST_CASE("a session in the root directory has not all files of the machine for its own") {
  const Surroundings here;
  const std::string key = "file://" + (here.place.path() / "key").string();
  CHECK_FALSE(HarmlessParts("/")
                  .judge(json::Document::parse(R"({"type":"file","mime":"text/plain","url":")" +
                                               key + "\"}"))
                  .brought);
}

TEST_CASE("a resource that a server would be asked for again is left out of a file") {
  const Surroundings here;
  const auto with = [](const std::string& source) {
    return R"({"type":"file","mime":"text/plain","url":"data:,x")" + source + "}";
  };
  for (const char* const good : {R"(,"source":{"type":"file","path":"a"})",
                                 R"(,"source":{"type":"symbol","name":"f"})", ""}) {
    CHECK(here.judge(with(good)).data.text() == with(good));
    CHECK(here.judge(with(good)).note.empty());
  }
  for (const char* const bad :
       {R"(,"source":{"type":"resource","clientName":"c","uri":"repo://x"})", R"(,"source":{})",
        R"(,"source":{"type":"later"})",
        R"(,"source":{"type":"file","type":"resource","clientName":"c","uri":"repo://x"})"}) {
    CHECK(here.judge(with(bad)).data.text() == with(""));
    CHECK_THAT(here.judge(with(bad)).note, Contains("source"));
  }
}

TEST_CASE("a tool's attachments are brought as data only") {
  const Surroundings here;
  const auto judged = here.judge(
      R"({"type":"tool","state":{"status":"completed","attachments":[)"
      R"({"type":"file","mime":"image/png","url":"data:,x"},)"
      R"({"type":"file","mime":"image/png","url":"file:///etc/shadow"}],"output":"o"}})");
  CHECK(judged.brought);
  CHECK(judged.data.text() ==
        R"({"type":"tool","state":{"status":"completed","attachments":[)"
        R"({"type":"file","mime":"image/png","url":"data:,x"}],"output":"o"}})");
  CHECK_THAT(judged.note, Contains("attachment"));
}

TEST_CASE("what OpenCode would carry out is brought as a text") {
  const Surroundings here;
  const auto subtask = here.judge(
      R"({"type":"subtask","prompt":"look \"there\"","description":"d","agent":"general",)"
      R"("model":{"providerID":"p","modelID":"m"},"command":"c"})");
  CHECK(subtask.brought);
  CHECK(subtask.data.text() ==
        R"({"type":"text","text":"Subtask for @general: d\n\nlook \"there\""})");
  CHECK_THAT(subtask.note, Contains("as a text"));
  CHECK(here.judge(R"({"type":"subtask","prompt":5})").data.text() ==
        R"({"type":"text","text":"Subtask"})");
  CHECK(here.judge(R"({"type":"compaction","auto":true,"tail_start_id":"msg_1"})").data.text() ==
        R"({"type":"text","text":"What did we do so far?"})");
  CHECK(here.judge(R"({"type":"\u0073ubtask"})").data.text() ==
        R"({"type":"text","text":"Subtask"})");
}

}  // namespace sessionstore::tests
