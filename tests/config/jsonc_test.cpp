#include "../../config/src/jsonc.h"

#include <catch2/catch.hpp>

using sessionstore::config::plain_json;

TEST_CASE("comments become blanks of the same length and line breaks stay") {
  const std::string text = "{ // one\r\n \"a\": /* two\n more */ 1 }";
  const auto plain = plain_json(text);
  CHECK(plain.text == "{       \r\n \"a\":       \n         1 }");
  CHECK(plain.text.size() == text.size());
  CHECK(plain.open_comment == std::string::npos);
}

TEST_CASE("what looks like a comment inside a string is none") {
  const std::string text = R"({"url": "http://x/*y*/", "b\"//": 1})";
  CHECK(plain_json(text).text == text);
}

TEST_CASE("a comment at the end of the text needs no line break") {
  CHECK(plain_json("1 //x").text == "1    ");
  CHECK(plain_json("1 /**/").text == "1     ");
}

TEST_CASE("a block comment that never ends is reported where it starts") {
  CHECK(plain_json("{} /* x").open_comment == 3);
  CHECK(plain_json("/*/").open_comment == 0);
}

TEST_CASE("tokens stand where keys, values and opening brackets start") {
  const auto plain = plain_json(R"({"a": [1, true], "b":"c" })");
  CHECK(plain.tokens == std::vector<std::size_t>{0, 1, 6, 7, 10, 17, 21});
}

TEST_CASE("a string that is not closed ends with its line") {
  const auto plain = plain_json("{\"a: 1,\n\"b\": 2}");
  CHECK(plain.tokens == std::vector<std::size_t>{0, 1, 8, 13});
}
