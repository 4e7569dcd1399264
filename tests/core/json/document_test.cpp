#include <sessionstore/error.h>
#include <sessionstore/json/document.h>

#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace sessionstore::json {
namespace {

using namespace std::string_literals;

std::string minified(const std::string& text) { return Document::parse(text).text(); }

bool accepted(const std::string& text) {
  try {
    minified(text);
    return true;
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::corrupt);
    return false;
  }
}

std::string nested(int depth) {
  return std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']');
}

TEST_CASE("valid JSON is taken and only white space goes", "[json]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"null", "null"},
      {" \t\r\n true \n", "true"},
      {"false", "false"},
      {"0", "0"},
      {"-0", "-0"},
      {"-0.0", "-0.0"},
      {"1.0", "1.0"},
      {"1.50", "1.50"},
      {"1e400", "1e400"},
      {"1E+2", "1E+2"},
      {"0e-0", "0e-0"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"\"\"", "\"\""},
      {"\" a  b \"", "\" a  b \""},
      {R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")", R"("\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00")"},
      {R"("\u0000")", R"("\u0000")"},
      {R"("\ud83d")", R"("\ud83d")"},
      {R"("\ude00\ud83d")", R"("\ude00\ud83d")"},
      {"\"\x7F\"", "\"\x7F\""},
      {"\"\xF0\x9F\x98\x80\"", "\"\xF0\x9F\x98\x80\""},
      {"\"\xE2\x80\xA8\"", "\"\xE2\x80\xA8\""},
      {"[ ]", "[]"},
      {"{ }", "{}"},
      {"[ [ ] , { } , [ 1 ] ]", "[[],{},[1]]"},
      {R"({ "a" : 1 , "a" : 2 })", R"({"a":1,"a":2})"},
      {R"({"b":1,"a":{"d":[1,2],"c":null}})", R"({"b":1,"a":{"d":[1,2],"c":null}})"},
      {R"({"":0})", R"({"":0})"},
      {"\xEF\xBB\xBF{}", "{}"},
  }));
  CAPTURE(text);
  CHECK(minified(text) == expected);
  CHECK(minified(expected) == expected);
  CHECK(Document::parse(text).hash() == sha256(expected));
}

TEST_CASE("what is no JSON is refused", "[json]") {
  const std::string text = GENERATE(
      ""s, " "s, "\n\t"s, "nul"s, "NULL"s, "nulll"s, "tru e"s, "undefined"s, "NaN"s, "Infinity"s,
      "-"s, "+1"s, "01"s, "-01"s, "1."s, ".5"s, "1.e1"s, "1e"s, "1e+"s, "0x10"s, "1_000"s, "1 2"s,
      "- 1"s, "'a'"s, "\""s, "\"a"s, "\"\\\""s, "\"\\"s, "\"\\u\""s, "\"\\u12\""s, "\"\\u12g4\""s,
      "\"\\x41\""s, "\"\\U0041\""s, "\"\t\""s, "\"\n\""s, "\"\0\""s, "\"\x1F\""s, "a"s, "["s, "]"s,
      "[1"s, "[1,"s, "[1,]"s, "[,1]"s, "[1,,2]"s, "[1 2]"s, "[1}"s, "{"s, "}"s, "{]"s, "{\"a\"}"s,
      "{\"a\":}"s, "{\"a\":1,}"s, "{,}"s, "{\"a\" 1}"s, "{\"a\"::1}"s, "{a:1}"s, "{1:1}"s,
      "{null:1}"s, "{\"a\":1 \"b\":2}"s, "{\"a\":1}}"s, "[]]"s, "[] []"s, "{} x"s, "// c\n1"s,
      "/*c*/1"s, "1 #c"s, "\xEF\xBB\xBF"s, "\xEF\xBB\xBF\xEF\xBB\xBF{}"s, "[1\v]"s, "\f1"s,
      "\xC2\xA0"
      "1"s,
      "null\0"s, "\0null"s, "[1,\0]"s);
  CAPTURE(text);
  CHECK_FALSE(accepted(text));
}

TEST_CASE("a text is nested at most a thousand levels", "[json]") {
  CHECK(minified(nested(Document::kMaxDepth)) == nested(Document::kMaxDepth));
  CHECK_FALSE(accepted(nested(Document::kMaxDepth + 1)));
  std::string objects;
  for (int level = 0; level <= Document::kMaxDepth; ++level) objects += "{\"a\":";
  CHECK_FALSE(accepted(objects + "1" + std::string(Document::kMaxDepth + 1, '}')));
  // Never the call stack's depth: this must not crash.
  CHECK_FALSE(accepted(std::string(5'000'000, '[')));
}

TEST_CASE("an error names the byte", "[json]") {
  CHECK_THROWS_WITH(Document::parse("{\"a\": x}"), Catch::Contains("byte 6"));
  CHECK_THROWS_WITH(Document::parse(""), Catch::Contains("empty"));
}

TEST_CASE("bytes that are no UTF-8 are replaced and told", "[json]") {
  bool replaced = false;
  CHECK(Document::parse("\"a\xFF"
                        "b\"",
                        &replaced)
            .text() ==
        "\"a\xEF\xBF\xBD"
        "b\"");
  CHECK(replaced);
  replaced = false;
  Document::parse("\"\xEF\xBF\xBD\"", &replaced);
  CHECK_FALSE(replaced);
  CHECK_FALSE(accepted("\xFF{}"));
}

TEST_CASE("the default document is null, and equality is the text's", "[json]") {
  CHECK(Document().text() == "null");
  CHECK(Document() == Document::parse(" null "));
  CHECK_FALSE(Document::parse("1.0") == Document::parse("1"));
  CHECK(Document::stored("[1]", Digest{}).hash() == Digest{});
}

TEST_CASE("only a text as it is written here is whole, whatever its hash", "[json]") {
  const auto intact = [](const std::string& text) {
    return Document::stored(text, sha256(text)).intact();
  };
  CHECK(intact(R"({"a":[1,-2.5e3,"x y\u0020\n",true,null],"a":{}})"));
  CHECK_FALSE(Document::stored("[1]", sha256("[2]")).intact());
  for (const std::string text :
       {"", " ", "{\"a\": 1}", "{ \"a\":1}", "[1,\n2]", "[1]\t", "\r[1]", "[1]x", "[1", "[1,]",
        "{\"a\"}", "nul", "\"\xFF\"", "\xEF\xBB\xBF[1]", "\"\x01\""}) {
    CAPTURE(text);
    CHECK_FALSE(intact(text));
  }
}

}  // namespace
}  // namespace sessionstore::json
