#include "../../config/src/positioned_json.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;

namespace {

SourceFile file_of(const std::string& text) { return {"/etc/x.json", text}; }

std::string message_about(const std::string& text) {
  const auto error = error_of([&] { return parse_positioned(file_of(text)); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  return error.what();
}

}  // namespace

TEST_CASE("every key and value knows where it stands") {
  const std::string text = "{ // c\n  \"a\": {\"b\": [1, \"x\"]},\n  \"c\": -1.50\n}";
  const Node root = parse_positioned(file_of(text));
  REQUIRE(root.members.size() == 2);
  const Member& a = root.members[0];
  CHECK(a.key == "a");
  CHECK(text.substr(a.key_offset, 3) == "\"a\"");
  const Node& list = a.value.members[0].value;
  CHECK(list.kind == Node::Kind::array);
  CHECK(text.substr(list.offset, 2) == "[1");
  CHECK(text.substr(list.members[1].value.offset, 3) == "\"x\"");
  CHECK(list.members[1].value.text == "x");
  CHECK(root.members[1].value.kind == Node::Kind::real);
  CHECK(root.members[1].value.text == "-1.50");
  CHECK(text.substr(root.members[1].value.offset, 5) == "-1.50");
}

TEST_CASE("a syntax error names line, column, key and reason") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"{\"a\": {\"b\": tru}}", "/etc/x.json:1:13: a.b: invalid literal"},
      {"{\n  \"a\": 1\n  \"b\": 2\n}", "/etc/x.json:3:3: a: unexpected string literal"},
      {"{\"a\": 1", "/etc/x.json:1:8: a: unexpected end of input"},
      {"{\"a\": 1}\nx", "/etc/x.json:2:1: there is text after the closing bracket"},
      {"{\"a\": 1} {}", "/etc/x.json:1:10: there is text after the closing bracket"},
      {"{\n\"a\": 1,\n}", "/etc/x.json:3:1: a: unexpected '}'"},
      {"{\"a\": \"\\q\"}",
       "/etc/x.json:1:7: a: invalid string: forbidden character after backslash"},
      {"{\"a\": \"b\n\"}", "/etc/x.json:1:7: a: invalid string: control character U+000A"},
      {"{\"a\": \"b", "/etc/x.json:1:7: a: invalid string: missing closing quote"},
      {"{\"a\": \"\xC3\xA9\xFF\"}", "/etc/x.json:1:7: a: invalid string: ill-formed UTF-8 byte"},
      {"{\"a\": \"\\ud800\"}", "/etc/x.json:1:7: a: invalid string"},
      {"{\"\xC3\xA9\": 1, x}", "/etc/x.json:1:10: ?: invalid literal"},
      {"{'a': 1}", "/etc/x.json:1:2: invalid literal"},
      {"// only a comment\n", "/etc/x.json:1:1: "},
      {"{} /* x", "/etc/x.json:1:4: this comment never ends"},
      {"[1]", "/etc/x.json:1:1: a configuration is an object, not an array"},
      {"null", "/etc/x.json:1:1: a configuration is an object, not null"},
  }));
  CAPTURE(text);
  const std::string message = message_about(text);
  CHECK(message.substr(0, expected.size()) == expected);
}

TEST_CASE("a syntax error quotes no value") {
  for (const std::string text :
       {"{\"password\": \"hunter2\n\"}", "{\"password\": hunter2}", "{\"password\": \"hunter2",
        "{\"password\": \"hunter2; expected '\x01\"}", "{\"password\": \"hunter2\" \"hunter2\"}",
        "{\"password\": {\"hunter2\"}", "{\"password\": 1, \"hunter2\"}", "{\"a hunter2\": x}"}) {
    CHECK_FALSE(contains(message_about(text), "hunter2"));
  }
}

TEST_CASE("a comma too many is explained") {
  CHECK(error_of([] { return parse_positioned(file_of("{\"a\": [1, ] }")); }).hint() ==
        "remove the comma before the closing bracket");
}

TEST_CASE("nesting is limited") {
  const std::string deep = "{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}";
  CHECK(contains(message_about(deep), "nested deeper than 64 levels"));
  const std::string fits = "{\"a\":" + std::string(63, '[') + std::string(63, ']') + "}";
  CHECK(parse_positioned(file_of(fits)).members.size() == 1);
}
