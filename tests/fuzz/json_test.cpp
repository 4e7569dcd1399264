// What is read from anywhere is JSON first: the scanner, views of what may be damaged, edits.
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>
#include <catch2/catch.hpp>

#include "fuzz/fuzzer.h"
#include "json/scanner.h"
#include "json/utf8.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

void walk(json::View value, int depth) {
  (void)value.string();
  (void)value.integer();
  (void)value.number();
  for (json::Cursor member(value); depth > 0 && member.next();) walk(member.value(), depth - 1);
}

void edit(const json::Document& document) {
  constexpr std::array<std::string_view, 2> kPath{"time", "a\"b"};
  const json::Document with = json::with_member(document, kPath, R"({"x":1})");
  REQUIRE(json::Document::parse(with.text()) == with);
  REQUIRE(json::View(with.text())["time"]["a\"b"].text() == R"({"x":1})");
  const json::Document without = json::with_member(with, kPath, "");
  REQUIRE_FALSE(json::View(without.text())["time"]["a\"b"].exists());
  const json::Document longer = json::with_text_appended(without, "text", "\"\\\n🚀");
  REQUIRE(json::Document::parse(longer.text()) == longer);
}

void fuzz_json(const std::string& input) {
  // A store may give back anything.
  walk(json::View(input), 20);
  REQUIRE(json::end_of_value(input, 0) <= input.size());
  bool replaced = false;
  const json::Document document = json::Document::parse(input, &replaced);
  REQUIRE(json::is_utf8(document.text()));
  REQUIRE(json::Document::parse(document.text()) == document);
  REQUIRE(json::end_of_value(document.text(), 0) == document.text().size());
  REQUIRE(json::same_value(document, document));
  const std::string quoted = json::quote(json::replace_invalid_utf8(input));
  REQUIRE(json::View(quoted).string() == json::replace_invalid_utf8(input));
  edit(document);
}

}  // namespace

TEST_CASE("JSON: scanner, views and edits", "[json]") {
  fuzz({.name = "json",
        .corpus = corpus_of("json"),
        .run = fuzz_json,
        .words = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d\\ude80", "null", "true",
                  "\"text\":", "\"time\":", "-0.0e-1", "\t", "{\"a\":"}});
}
