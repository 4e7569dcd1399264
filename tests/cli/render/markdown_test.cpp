#include "render/markdown.h"

#include <catch2/catch.hpp>

#include "home.h"
#include "render/markdown_text.h"
#include "render/text.h"

using namespace sessionstore;
using namespace sessionstore::cli;
using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

Part part_of(std::string type, const std::string& data) {
  Part part;
  part.id = "prt_1";
  part.type = std::move(type);
  part.data = json::Document::parse(data);
  return part;
}

template <typename Feed>
std::string markdown_of(const Feed& feed) {
  use_utf8();
  const TemporaryDirectory directory;
  interop::OutputFile file(directory.path() / "out");
  Markdown markdown(file.output());
  feed(markdown);
  file.commit();
  return read_file(directory.path() / "out");
}

std::string written_part(std::string type, const std::string& data) {
  return markdown_of([&](Markdown& markdown) { markdown.on_part(part_of(type, data)); });
}

}  // namespace

TEST_CASE("a session's facts stand above its messages") {
  const std::string text = markdown_of([](Markdown& markdown) {
    Session session;
    session.id = "ses_1";
    session.title = "Fix *all* <b>\n\x1b[31m";
    session.directory = "/a`b";
    session.parent_id = "ses_0";
    markdown.on_session(session);
    Message message;
    message.role = "assistant";
    message.data = json::Document::parse(
        R"({"modelID":"m_1","agent":"build","error":{"name":"E","data":{"message":"no"}}})");
    markdown.on_message(message);
  });
  CHECK_THAT(text, Contains("# Fix \\*all\\* \\<b\\> \\\\x1b\\[31m\n"));
  CHECK_THAT(text, Contains("- Directory: ``/a`b``\n") && Contains("- Child of: `ses_0`\n"));
  CHECK_THAT(text, Contains("## assistant · - · build · m\\_1\n\n**Error** E: no\n"));
}

TEST_CASE("a tool call has its input and output in fences that nothing in them ends") {
  const std::string text = written_part(
      "tool", R"({"tool":"bash","state":{"status":"completed","input":{"command":"ls"},)"
              R"("output":"a\n```\n````\nb","time":{"start":1,"end":1001}}})");
  CHECK_THAT(text, Contains("**Tool** `bash`: completed, 1.0 s\n") &&
                       Contains("```json\n{\"command\":\"ls\"}\n```\n") &&
                       Contains("`````\na\n```\n````\nb\n`````\n"));
  CHECK_THAT(written_part("tool", R"({"tool":"x","state":{"status":"error","error":"bad"}})"),
             Contains("Error:\n\n```\nbad\n```\n"));
}

TEST_CASE("reasoning is folded, and does not unfold itself") {
  const std::string text = written_part("reasoning", R"({"text":"so </details> it is"})");
  CHECK(text ==
        "<details><summary>Reasoning</summary>\n\nso &lt;/details> it is\n\n</details>\n\n");
}

TEST_CASE("a text is no part of a list that the one before it ends with") {
  const std::string text = markdown_of([&](Markdown& markdown) {
    markdown.on_part(part_of("text", R"({"text":"- a"})"));
    markdown.on_part(part_of("text", R"({"text":"    <b>"})"));
  });
  CHECK(text == "- a\n\n<!-- -->\n\n    <b>\n\n");
}

TEST_CASE("text stays Markdown, and what it opens is closed") {
  CHECK(markdown_enclosed("**a**\n```c\nint x;") == "**a**\n```c\nint x;\n```");
  CHECK(markdown_enclosed("~~~~\n```\n~~~") == "~~~~\n```\n~~~\n~~~~");
  CHECK(markdown_enclosed("```\n<!--\n```\n<!-- x") == "```\n<!--\n```\n&lt;!-- x");
  CHECK(markdown_enclosed("```\na\n``` b\n```\nc") == "```\na\n``` b\n```\nc");
  CHECK(markdown_enclosed("    ```\nx") == "    ```\nx");
  CHECK(markdown_code("") == "`  `");
  CHECK(markdown_code("a``b`") == "``` a``b` ```");
}

TEST_CASE("files, patches, subtasks and what is not known are named") {
  CHECK_THAT(written_part("file", R"({"filename":"a.png","mime":"image/png","url":"data:xyz"})"),
             Contains("File `a.png` (image/png): `inline, 8 bytes`"));
  CHECK_THAT(written_part("patch", R"({"hash":"0123456789","files":["/x/a","/x/b"]})"),
             Contains("Patch `01234567`:\n\n- `/x/a`\n- `/x/b`\n"));
  CHECK_THAT(written_part("subtask", R"({"agent":"plan","description":"d","prompt":"p"})"),
             Contains("**Subtask** for `plan`: d\n\np\n"));
  CHECK_THAT(written_part("novel", R"({"a":1})"), Contains("novel:\n\n```json\n{\"a\":1}\n```"));
  CHECK(written_part("step-start", "{}").empty());
}

TEST_CASE("of the records the todo list is shown, and no secret") {
  const std::string text = markdown_of([](Markdown& markdown) {
    markdown.on_record({"session_share", "", json::Document::parse(R"({"secret":"s3cret"})")});
    markdown.on_record(
        {"todo", "",
         json::Document::parse(R"([{"content":"a","status":"completed"},{"content":"b"}])")});
  });
  CHECK(text == "## Todo\n\n- [x] a\n- [ ] b\n\n");
}
