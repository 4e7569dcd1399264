#include "render/tool_lines.h"

#include <catch2/catch.hpp>

#include "render/text.h"

using namespace sessionstore;
using namespace sessionstore::cli;

namespace {

std::string shown(const std::string& tool, bool full = false, int width = 0) {
  use_utf8();
  std::string out;
  for (const Line& line : tool_lines(json::View(tool), width, full)) {
    out += line.text + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a tool call is one line, then what came of it") {
  CHECK(shown(R"({"tool":"bash","state":{"status":"completed","input":{"command":"ls -la"},)"
              R"("output":"a\nb\n","time":{"start":1000,"end":1300}}})") ==
        "● bash  ls -la  (completed, 0.3 s)\n  │ a\n  │ b\n");
}

TEST_CASE("an error is shown in place of an output, in red") {
  const std::string tool =
      R"({"tool":"read","state":{"status":"error","input":{"filePath":"/x"},"error":"gone"}})";
  CHECK(shown(tool) == "● read  /x  (error)\n  │ gone\n");
  CHECK(tool_lines(json::View(tool), 0, false).front().style == Style::red);
}

TEST_CASE("long output is trimmed unless all is wanted") {
  const std::string tool =
      R"({"tool":"bash","state":{"status":"completed","output":"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"}})";
  CHECK(shown(tool).ends_with("  │ 8\n  │ … 2 more lines (--full)\n"));
  CHECK(shown(tool, true).ends_with("  │ 9\n  │ 10\n"));
}

TEST_CASE("long lines are cut to the terminal") {
  const std::string tool =
      R"({"tool":"t","state":{"status":"completed","output":")" + std::string(300, 'x') + "\"}}";
  for (const Line& line : tool_lines(json::View(tool), 60, false)) {
    CHECK(display_width(line.text) <= 60);
  }
  CHECK(shown(tool, true, 60).find(std::string(300, 'x')) != std::string::npos);
}

TEST_CASE("a call of any shape is shown") {
  CHECK(shown("{}") == "● tool  (unknown)\n");
  CHECK(shown(R"({"tool":1,"state":[]})") == "● tool  (unknown)\n");
  CHECK(shown(R"({"tool":"x","state":{"status":"pending","input":{"n":1}}})") ==
        "● x  {\"n\":1}  (pending)\n");
}
