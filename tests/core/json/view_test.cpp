#include <sessionstore/json/document.h>
#include <sessionstore/json/view.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace sessionstore::json {
namespace {

TEST_CASE("every accessor is total on every type", "[json]") {
  const std::string text = GENERATE("", "null", "true", "false", "0", "-1.5", "\"s\"", "\"\"", "[]",
                                    "[1,2]", "{}", R"({"a":1})");
  CAPTURE(text);
  const View view(text);
  CHECK(view.exists() == !text.empty());
  CHECK(view.is_object() == text.starts_with('{'));
  CHECK(view.is_array() == text.starts_with('['));
  CHECK(view.string().has_value() == text.starts_with('"'));
  CHECK(view.integer().has_value() == (text == "0"));
  CHECK(view.number().has_value() == (text == "0" || text == "-1.5"));
  CHECK_FALSE(view["missing"].exists());
  CHECK_FALSE(view["missing"]["deeper"]["still"].string());
  int members = 0;
  for (Cursor cursor(view); cursor.next();) ++members;
  CHECK(members == (text == "[1,2]" ? 2 : text == R"({"a":1})" ? 1 : 0));
}

TEST_CASE("members are found by their unescaped name, the last of several", "[json]") {
  const std::string text = R"({"a":1,"b":{"a":[5,{"x":"}"}]},"a":2,"caf\u00e9":3,"":4,"q\"":5})";
  const View view(text);
  CHECK(view["a"].integer() == 2);
  CHECK(view["b"]["a"].text() == R"([5,{"x":"}"}])");
  CHECK(view["caf\u00e9"].integer() == 3);
  CHECK(view[""].integer() == 4);
  CHECK(view["q\""].integer() == 5);
  CHECK_FALSE(view["q"].exists());
  CHECK_FALSE(view["caf\\u00e9"].exists());
}

TEST_CASE("a cursor shows keys as they were written", "[json]") {
  const std::string text = R"({"a":[],"\u0062":{"c":1}})";
  Cursor cursor{View(text)};
  REQUIRE(cursor.next());
  CHECK(cursor.raw_key() == "\"a\"");
  CHECK(cursor.value().text() == "[]");
  REQUIRE(cursor.next());
  CHECK(cursor.raw_key() == "\"\\u0062\"");
  CHECK(cursor.key_is("b"));
  CHECK_FALSE(cursor.key_is("\\u0062"));
  CHECK_FALSE(cursor.next());
  CHECK_FALSE(cursor.next());
  Cursor elements{View("[1,\"b\"]")};
  REQUIRE(elements.next());
  CHECK(elements.raw_key().empty());
  CHECK_FALSE(elements.key_is(""));
}

TEST_CASE("strings are unescaped", "[json]") {
  const auto value = [](const std::string& text) { return View(text).string().value(); };
  CHECK(value(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(value(R"("\u0041\u00e9\u20AC")") == "A\u00e9\u20ac");
  CHECK(value(R"("\ud83d\ude00!")") == "\U0001F600!");
  CHECK(value(R"("a\u0000b")") == std::string("a\0b", 3));
  CHECK(value(R"("\ud83d")") == "\uFFFD");
  CHECK(value(R"("\ud83dx\ude00")") == "\uFFFDx\uFFFD");
  CHECK(value(R"("\ud83d\u0041")") == "\uFFFDA");
  CHECK(value(R"("\ud83d\ud83d\ude00")") == "\uFFFD\U0001F600");
}

TEST_CASE("integers are those that JavaScript would call so and that fit", "[json]") {
  const auto value = [](const std::string& text) { return View(text).integer(); };
  CHECK(value("-0") == 0);
  CHECK(value("1e3") == 1000);
  CHECK(value("3.0") == 3);
  CHECK(value("-12.5e1") == -125);
  CHECK(value("9007199254740993") == 9007199254740993);
  CHECK(value("9223372036854775807") == INT64_MAX);
  CHECK(value("-9223372036854775808") == INT64_MIN);
  CHECK_FALSE(value("9223372036854775808"));
  CHECK_FALSE(value("-9223372036854775809"));
  CHECK_FALSE(value("1.5"));
  CHECK_FALSE(value("1e-1"));
  CHECK_FALSE(value("1e300"));
  CHECK_FALSE(value("1e400"));
  CHECK_FALSE(value("\"1\""));
}

TEST_CASE("numbers are doubles", "[json]") {
  const auto value = [](const std::string& text) { return View(text).number(); };
  CHECK(value("0.1") == 0.1);
  CHECK(value("-1E-2") == -0.01);
  CHECK(value("9007199254740993") == 9007199254740992.0);
  CHECK_FALSE(value("1e400"));
  CHECK_FALSE(value("true"));
}

TEST_CASE("quoting and unquoting are inverse", "[json]") {
  std::string all;
  for (int byte = 0; byte < 128; ++byte) all += static_cast<char>(byte);
  all += "\u00e9\u20ac\U0001F600\uFFFF";
  CHECK(View(quote(all)).string() == all);
  CHECK(Document::parse(quote(all)).text() == quote(all));
  CHECK(quote("\x01/\x7F\"") == "\"\\u0001/\x7F\\\"\"");
  CHECK(quote("") == "\"\"");
}

std::size_t look_at(View view) {
  return view.string().value_or("").size() + (view.integer() ? 1 : 0) + (view.number() ? 1 : 0);
}

// A store's rows are read unchecked, so a View may meet a text that was damaged on disk.
TEST_CASE("a damaged text is never left", "[json]") {
  const std::string whole =
      R"({"type":"text","text":"a \"quoted\" \ud83d\ude00 word","list":[1,{"b":[]},"x"],"n":-1e5})";
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    // On the heap and of exactly this size, so that the sanitizer sees a byte too far.
    std::vector<char> bytes(
        whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(random() % (whole.size() + 1)));
    for (int flips = 0; flips < 3 && !bytes.empty(); ++flips) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    bytes.shrink_to_fit();
    const View view(std::string_view(bytes.data(), bytes.size()));
    std::size_t seen = look_at(view["text"]);
    for (Cursor cursor(view); cursor.next(); ++seen) {
      seen += cursor.key_is("text") ? 1 : 0;
      seen += look_at(cursor.value());
      for (Cursor inner(cursor.value()); inner.next();) seen += look_at(inner.value());
    }
    if (seen > 10 * bytes.size() + 10) FAIL("it found more than there is");
  }
  SUCCEED();
}

}  // namespace
}  // namespace sessionstore::json
