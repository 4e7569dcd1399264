#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace sessionstore::json {
namespace {

Document doc(const std::string& text) { return Document::parse(text); }

std::string without(const std::string& text, const std::vector<HeldKey>& held) {
  const Document result = without_held_keys(doc(text), held);
  CHECK(result.hash() == sha256(result.text()));
  return result.text();
}

std::string with(const std::string& text, const std::vector<std::string_view>& path,
                 std::string_view raw) {
  const Document result = with_member(doc(text), path, raw);
  CHECK(result.hash() == sha256(result.text()));
  CHECK(doc(result.text()) == result);
  return result.text();
}

TEST_CASE("only keys that say what a column says are left out", "[json]") {
  const std::vector<HeldKey> held = {{"id", "ses_1"}, {"projectID", "p"}};
  CHECK(without(R"({"id":"ses_1","title":"t","projectID":"p"})", held) == R"({"title":"t"})");
  CHECK(without(R"({"id":"ses_2","projectID":null})", held) ==
        R"({"id":"ses_2","projectID":null})");
  CHECK(without(R"({"id":["ses_1"],"a":{"id":"ses_1"}})", held) ==
        R"({"id":["ses_1"],"a":{"id":"ses_1"}})");
  CHECK(without(R"({"title":"ses_1"})", held) == R"({"title":"ses_1"})");
  CHECK(without(R"(["id","ses_1"])", held) == R"(["id","ses_1"])");
  CHECK(without("null", held) == "null");
  CHECK(without("{}", held) == "{}");
  // Another spelling of the same is kept as it was spelt.
  CHECK(without(R"({"id":"ses\u005f1","\u0069d":"ses_1"})", held) ==
        R"({"id":"ses\u005f1","\u0069d":"ses_1"})");
}

TEST_CASE("an escape is not taken for the letters it is written with", "[json]") {
  // The column holds a backslash and an n, the document a line feed.
  CHECK(without(R"({"id":"a\nb"})", {{"id", "a\\nb"}}) == R"({"id":"a\nb"})");
}

TEST_CASE("a member is set in place, at the end or deep inside", "[json]") {
  CHECK(with(R"({"a":1,"b":2,"c":3})", {"b"}, "\"x\"") == R"({"a":1,"b":"x","c":3})");
  CHECK(with(R"({"a":1})", {"b"}, "[2]") == R"({"a":1,"b":[2]})");
  CHECK(with("{}", {"a", "b", "c"}, "1") == R"({"a":{"b":{"c":1}}})");
  CHECK(with(R"({"time":{"created":1}})", {"time", "archived"}, "5") ==
        R"({"time":{"created":1,"archived":5}})");
  CHECK(with("null", {"a"}, "1") == R"({"a":1})");
  CHECK(with("{}", {"a\"\n"}, "1") == R"({"a\"\n":1})");
  CHECK(with(R"({"\u0061":1.0,"z":1e400})", {"a"}, "2") == R"({"\u0061":2,"z":1e400})");
  CHECK(with(R"({"a":1,"a":2})", {"a"}, "3") == R"({"a":3,"a":3})");
  // Found by the fuzzer: the array's elements came out as members without a key.
  CHECK(with(R"({"time":[[1]]})", {"time", "archived"}, "5") == R"({"time":{"archived":5}})");
  CHECK_THROWS_AS(with_member(doc("[1]"), std::array<std::string_view, 1>{"a"}, "1"), Error);
}

TEST_CASE("an empty value removes the member", "[json]") {
  CHECK(with(R"({"a":1,"b":2,"c":3})", {"b"}, "") == R"({"a":1,"c":3})");
  CHECK(with(R"({"a":1})", {"b"}, "") == R"({"a":1})");
  CHECK(with(R"({"a":1,"a":2})", {"a"}, "") == "{}");
  CHECK(with(R"({"time":{"archived":1}})", {"time", "archived"}, "") == R"({"time":{}})");
  CHECK(with(R"({"a":1})", {"time", "archived"}, "") == R"({"a":1})");
}

TEST_CASE("removing from what is no object changes nothing", "[json]") {
  CHECK(with(R"({"time":1700})", {"time", "archived"}, "") == R"({"time":1700})");
  CHECK(with(R"({"time":"x","a":1})", {"time", "archived"}, "") == R"({"time":"x","a":1})");
  CHECK(with("null", {"time", "archived"}, "") == "null");
}

TEST_CASE("text grows at its end", "[json]") {
  const auto grown = [](const std::string& text, std::string_view added) {
    const Document result = with_text_appended(doc(text), "text", added);
    CHECK(result.hash() == sha256(result.text()));
    CHECK(doc(result.text()) == result);
    return View(result.text())["text"].string().value();
  };
  CHECK(grown(R"({"text":"a","x":1})", "b") == "ab");
  CHECK(grown(R"({"text":""})", "say \"hi\"\\") == "say \"hi\"\\");
  CHECK(grown(R"({"text":"a"})", std::string("\0\n", 2)) == std::string("a\0\n", 3));
  CHECK(grown(R"({"text":"a\\"})", "\U0001F600") == "a\\\U0001F600");
  CHECK(grown(R"({"text":"old","text":"new"})", "er") == "newer");
  CHECK(grown(R"({"text":"a"})", "") == "a");
  CHECK(with_text_appended(doc(R"({"a":{"text":"n"},"text":"t","z":1.0})"), "text", "u").text() ==
        R"({"a":{"text":"n"},"text":"tu","z":1.0})");
}

TEST_CASE("only a string grows, and only by UTF-8", "[json]") {
  const std::string text = GENERATE(R"({"text":1})", R"({"text":null})", R"({"other":"a"})",
                                    R"(["text"])", R"("text")", "null", R"({"a":{"text":"x"}})");
  CHECK_THROWS_AS(with_text_appended(doc(text), "text", "x"), Error);
  CHECK_THROWS_AS(with_text_appended(doc(R"({"text":""})"), "text", "\xFF"), Error);
}

TEST_CASE("documents are compared by what they mean", "[json]") {
  const auto same = [](const std::string& a, const std::string& b) {
    return same_value(doc(a), doc(b)) && same_value(doc(b), doc(a));
  };
  CHECK(same(R"({"a":1,"b":[true,null]})", R"({"b":[true,null],"a":1})"));
  CHECK(same(R"("\u00e9\/")", "\"\u00e9/\""));
  CHECK(same("1.0", "1"));
  CHECK(same("1e2", "100"));
  CHECK(same(R"("\ud83d")", R"("\ud83d")"));
  CHECK_FALSE(same("[1,2]", "[2,1]"));
  CHECK_FALSE(same(R"({"a":1})", R"({"a":1,"b":null})"));
  CHECK_FALSE(same("1", "\"1\""));
  CHECK_FALSE(same(R"("\ud83d")", R"("\ud83e")"));
  CHECK_FALSE(same("1e400", "1e401"));
  CHECK_FALSE(same("null", "false"));
}

TEST_CASE("a large value goes into members of one name only as often as that stays small",
          "[json]") {
  const std::string value = '"' + std::string(1U << 20U, 'x') + '"';
  std::string members = R"("a":0)";
  CHECK(with('{' + members + ",\"a\":1}", {"a"}, value).size() > 2 * value.size());
  for (int i = 0; i < 1000; ++i) members += R"(,"a":0)";
  CHECK(with('{' + members + '}', {"a"}, "1") != "{}");
  try {
    with('{' + members + '}', {"a"}, value);
    FAIL("a gigabyte came of a few kilobytes");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::corrupt);
  }
}

}  // namespace
}  // namespace sessionstore::json
