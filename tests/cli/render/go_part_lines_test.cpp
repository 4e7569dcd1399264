#include "render/go_part_lines.h"

#include <sessionstore/json/document.h>

#include <catch2/catch.hpp>

#include "render/text.h"

using namespace sessionstore;
using namespace sessionstore::cli;

namespace {

std::string shown(const std::string& type, const std::string& data, bool full = false) {
  use_utf8();
  Part part;
  part.type = type;
  part.data = json::Document::parse(R"({"type":")" + type + R"(","data":)" + data + "}");
  std::string out;
  for (const Line& line : part_lines(part, 0, full)) {
    out += line.text + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the Go OpenCode's words and thoughts are shown as anybody's") {
  CHECK(shown("text", R"({"text":"h\u00e9\nb"})") == "hé\nb\n");
  CHECK(shown("reasoning", R"({"thinking":"a\nb"})") == "┊ a\n┊ b\n");
}

TEST_CASE("the Go OpenCode's tool calls and results are shown as tools") {
  CHECK(shown("tool_call", R"({"name":"bash","input":"{\"command\":\"ls\"}","finished":true})") ==
        "● bash  ls  (called)\n");
  CHECK(shown("tool_call", R"({"name":"bash","input":"{\"comm","finished":false})") ==
        "● bash  (cut off)\n");
  CHECK(shown("tool_result", R"({"tool_call_id":"t1","content":"one\ntwo","is_error":false})") ==
        "● result of t1  (completed)\n  │ one\n  │ two\n");
  CHECK(shown("tool_result", R"({"name":"bash","content":"no","is_error":true})") ==
        "● bash  (error)\n  │ no\n");
}

TEST_CASE("an end is shown where it is not the usual one") {
  CHECK(shown("finish", R"({"reason":"end_turn","time":1})").empty());
  CHECK(shown("finish", R"({"reason":"end_turn","time":1})", true) == "▸ finished: end_turn\n");
  CHECK(shown("finish", R"({"reason":"canceled","time":1})") == "▸ finished: canceled\n");
}

TEST_CASE("attachments of the Go OpenCode are short lines") {
  CHECK(shown("binary", R"({"Path":"a.png","MIMEType":"image/png","Data":"AAAA"})") ==
        "▸ file a.png (image/png) inline, 4 bytes\n");
  CHECK(shown("image_url", R"({"url":"http://x/y.png"})") == "▸ image http://x/y.png\n");
}

TEST_CASE("a part that nobody knows is shown as it is") {
  CHECK(shown("hologram", R"({"x":1})") ==
        "▸ hologram {\"type\":\"hologram\",\"data\":{\"x\":1}}\n");
}
