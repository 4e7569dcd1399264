#include "render/part_lines.h"

#include <catch2/catch.hpp>

#include "render/text.h"

using namespace sessionstore;
using namespace sessionstore::cli;

namespace {

std::string shown_part(const std::string& type, const std::string& json, bool full = false) {
  use_utf8();
  Part part;
  part.type = type;
  part.data = json::Document::parse(json);
  std::string out;
  for (const Line& line : part_lines(part, 0, full)) {
    out += line.text + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("text is shown as it is, with its escapes undone and its controls spelled out") {
  CHECK(shown_part("text", R"({"type":"text","text":"h\u00e9\nb\u001b[2J"})") == "hé\nb\\x1b[2J\n");
  CHECK(shown_part("text", R"({"type":"text","text":""})").empty());
}

TEST_CASE("reasoning is set apart") {
  CHECK(shown_part("reasoning", R"({"text":"a\nb"})") == "┊ a\n┊ b\n");
}

TEST_CASE("files, patches and steps are short lines") {
  CHECK(shown_part("file", R"({"mime":"text/plain","filename":"R.md","url":"file:///x/R.md"})") ==
        "▸ file R.md (text/plain) file:///x/R.md\n");
  CHECK(shown_part("file",
                   R"({"mime":"image/png","filename":"i","url":"data:image/png;base64,AAAA"})") ==
        "▸ file i (image/png) inline, 26 bytes\n");
  const std::string patch = R"({"hash":"4ae45ad8694a","files":["a","b","c","d"]})";
  CHECK(shown_part("patch", patch) == "▸ patch 4ae45ad8: 4 files a, b, c, …\n");
  CHECK(shown_part("patch", patch, true) == "▸ patch 4ae45ad8: 4 files a, b, c, d\n");
  CHECK(shown_part("step-start", "{}").empty());
  CHECK(shown_part("step-finish", R"({"reason":"stop","tokens":{"input":1500,"output":20}})") ==
        "▸ step finished: stop, 1,500 tokens in, 20 out\n");
}

TEST_CASE("a part of an unknown kind or a wrong shape is shown as its JSON") {
  CHECK(shown_part("novel", R"({"x":[1]})") == "▸ novel {\"x\":[1]}\n");
  CHECK(shown_part("text", R"({"text":{"odd":1}})") == "▸ text {\"text\":{\"odd\":1}}\n");
  CHECK(shown_part("", "[1]") == "▸ part [1]\n");
  const std::string large = "{\"x\":\"" + std::string(500, 'y') + "\"}";
  CHECK(shown_part("novel", large).size() < 200);
  CHECK(shown_part("novel", large, true).size() > 500);
}
