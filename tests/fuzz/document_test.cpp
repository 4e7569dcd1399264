// What is written of foreign text: OpenCode's export, Markdown, a terminal's lines.
#include <sessionstore/interop/opencode_export.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "render/markdown.h"
#include "render/markdown_text.h"
#include "render/part_lines.h"
#include "render/text.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

/// A session whose rows hold `data`; the part and the message are of the kinds that it names.
template <typename Document>
void write_rows(Document& document, const json::Document& data) {
  const json::View view(data.text());
  Session session;
  session.id = "ses_1";
  session.title = view["title"].string().value_or("t");
  session.data = data;
  document.on_session(session);
  Message message;
  message.id = "msg_1";
  message.role = view["role"].string().value_or("user");
  message.data = data;
  document.on_message(message);
  Part part;
  part.id = "prt_1";
  part.type = view["type"].string().value_or("text");
  part.data = data;
  document.on_part(part);
  document.on_record({"todo", "", data});
}

void fuzz_documents(const std::filesystem::path& directory, const std::string& input) {
  const json::Document data = json::Document::parse(input);
  {
    interop::OutputFile file(directory / "export");
    interop::OpencodeExport document(file.output());
    write_rows(document, data);
    document.finish();
    file.commit();
    // OpenCode reads it with JSON.parse().
    (void)json::Document::parse(read_file(directory / "export"));
  }
  interop::OutputFile file(directory / "markdown");
  cli::Markdown document(file.output());
  write_rows(document, data);
  file.commit();
  Part part;
  part.type = json::View(data.text())["type"].string().value_or("text");
  part.data = data;
  for (const cli::Line& line : cli::part_lines(part, 40, false)) {
    REQUIRE(cli::printable_line(line.text).find('\x1b') == std::string::npos);
  }
}

bool has_control(const std::string& text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

void fuzz_markdown(const std::string& input) {
  const std::string text = cli::printable_text(input);
  REQUIRE(cli::is_utf8(text));
  REQUIRE_FALSE(has_control(text));
  REQUIRE(cli::display_width(cli::cut_to_width(cli::printable_line(input), 20)) <= 20);
  const std::string enclosed = cli::markdown_enclosed(input);
  // Without a ` or a fence there is no code but what is indented.
  if (text.find_first_of("`~") == std::string::npos && text.find("    ") == std::string::npos &&
      text.find('\t') == std::string::npos) {
    for (const char* const html : {"<script", "<img", "<!--", "</", "](javascript:"}) {
      REQUIRE(enclosed.find(html) == std::string::npos);
    }
  }
}

}  // namespace

TEST_CASE("exports as documents", "[export]") {
  cli::use_utf8();
  const TemporaryDirectory directory;
  fuzz({.name = "export",
        .corpus = corpus_of("export"),
        .run = [&](const std::string& input) { fuzz_documents(directory.path(), input); },
        .words = {"\"type\":\"tool\"", "\"type\":\"file\"", "\"type\":\"patch\"", "\"state\":{",
                  "\"output\":", "\"url\":\"data:\"", "\"time\":{\"start\":", "\"files\":[", "null",
                  "\"text\":\"", "\\u001b[", "\"}", "\"error\":{\"data\":"},
        .largest = 65536});
}

TEST_CASE("Markdown and text for terminals", "[markdown]") {
  cli::use_utf8();
  fuzz({.name = "markdown",
        .corpus = corpus_of("markdown"),
        .run = fuzz_markdown,
        .words = {"`",
                  "```",
                  "~~~",
                  "<script>",
                  "<img src=x>",
                  "<!--",
                  "</details>",
                  "\n",
                  "\n\n",
                  "- ",
                  "1. ",
                  "> ",
                  "    ",
                  "\t",
                  "](",
                  "](javascript:",
                  "]: ",
                  "|",
                  "\\",
                  "<https://x>",
                  "\xE2\x80\x8D",
                  "\xEF\xB8\x8F",
                  "👩",
                  "\xF3\xA0\x81\xA7",
                  "\x1b["},
        .largest = 16384});
}
