#include "json/utf8.h"

#include <catch2/catch.hpp>
#include <string>

namespace sessionstore::json {
namespace {

// How many replacement characters there are, and what else.
std::string shown(const std::string& bytes) {
  std::string out = replace_invalid_utf8(bytes);
  for (std::size_t at = 0; (at = out.find("\xEF\xBF\xBD", at)) != std::string::npos; ++at) {
    out.replace(at, 3, "?");
  }
  return out;
}

TEST_CASE("ill-formed bytes become one mark per maximal subpart", "[json]") {
  const auto [bytes, expected] = GENERATE(table<std::string, std::string>({
      // Unicode 15, section 3.9, tables 3-8 to 3-11.
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "????????A"},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "????????A"},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "?????A??B"},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "????A"},
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", "a???b?c??d"},
      // Cut at the end.
      {"a\xC3", "a?"},
      {"a\xE2\x82", "a?"},
      {"a\xF0\x9F\x98", "a?"},
      {"\xF5\x80\x80\x80", "????"},
      {"\xFE\xFF", "??"},
      {"", ""},
      {"plain", "plain"},
      {"\xF4\x8F\xBF\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBF\xEE\x80\x80"},
  }));
  CAPTURE(bytes);
  CHECK(shown(bytes) == expected);
  CHECK(is_utf8(replace_invalid_utf8(bytes)));
  CHECK(is_utf8(bytes) == (replace_invalid_utf8(bytes) == bytes));
}

TEST_CASE("a NUL is a character like any other", "[json]") {
  const std::string text("a\0b", 3);
  CHECK(is_utf8(text));
  CHECK(replace_invalid_utf8(text + "\xFF") == text + "\xEF\xBF\xBD");
  CHECK(replace_invalid_utf8(std::string("\xE2\x82\0", 3)) == std::string("\xEF\xBF\xBD\0", 4));
}

TEST_CASE("code points are written at each length", "[json]") {
  const auto written = [](char32_t code_point) {
    std::string out = "x";
    append_utf8(out, code_point);
    return out.substr(1);
  };
  CHECK(written(0) == std::string(1, '\0'));
  CHECK(written(0x7F) == "\x7F");
  CHECK(written(0x80) == "\xC2\x80");
  CHECK(written(0x7FF) == "\xDF\xBF");
  CHECK(written(0x800) == "\xE0\xA0\x80");
  CHECK(written(0xFFFF) == "\xEF\xBF\xBF");
  CHECK(written(0x10000) == "\xF0\x90\x80\x80");
  CHECK(written(0x10FFFF) == "\xF4\x8F\xBF\xBF");
  CHECK(written(0xD800) == "\xEF\xBF\xBD");
  CHECK(written(0xDFFF) == "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace sessionstore::json
