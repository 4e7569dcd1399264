#include "json/scanner.h"

#include <sessionstore/error.h>
#include <sessionstore/json/document.h>
#include <sessionstore/json/view.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

namespace sessionstore::json {
namespace {

const std::vector<std::string>& seeds() {
  static const std::vector<std::string> texts = {
      R"({"id":"prt_1","type":"text","text":"He said \"hi\"\n\u00e9 \ud83d\ude00 😀","n":-1.5e+10})",
      R"({"a":[1,2,[3,{"b":[]}],{}],"c":{"d":{"e":null}},"f":true,"g":false})",
      R"([0,-0,1e5,12.0,123456789012345678901234567890,"","\\","\/"," "])",
      "{\n  \"time\" : { \"created\" : 1700000000000 },\r\n\t\"x\" : [ ]\n}",
      R"("just \t a \u0000 string")",
      "3.14159",
  };
  return texts;
}

// Bytes that are likely to break something.
std::string mutated(std::string text, std::mt19937& random) {
  static constexpr std::string_view kBytes = "{}[]\",:\\/ \n\ttrufalsen0123456789eE+-.uabX\x01";
  const auto below = [&random](std::size_t end) {
    return random() % std::max<std::size_t>(end, 1);
  };
  for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
    const std::size_t at = below(text.size());
    const char byte = kBytes[below(kBytes.size())];
    switch (below(4)) {
      case 0:
        text.insert(at, 1, byte);
        break;
      case 1:
        if (!text.empty()) text.erase(at, 1 + below(4));
        break;
      case 2:
        if (!text.empty()) text[at] = byte;
        break;
      default:
        text.insert(below(text.size()), text.substr(at, below(8)));
    }
  }
  return text;
}

// What the other parser refuses on purpose: escapes that are half of a pair, numbers too large for
// a double. Both are valid by RFC 8259.
bool beyond_the_judge(const std::string& text) {
  static constexpr std::string_view kMarks[] = {"\\ud", "\\uD", "e", "E"};
  for (const std::string_view mark : kMarks) {
    if (text.find(mark) != std::string::npos) return true;
  }
  return text.size() > 300;
}

TEST_CASE("mutated texts are taken exactly where another parser takes them", "[json]") {
  std::mt19937 random(20260814);
  int valid = 0;
  int invalid = 0;
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = mutated(seeds()[random() % seeds().size()], random);
    const auto judged = nlohmann::json::parse(text, nullptr, false);
    std::string out;
    bool taken = true;
    try {
      minify(text, out);
    } catch (const Error&) {
      taken = false;
    }
    if (taken != !judged.is_discarded() && !(taken && beyond_the_judge(text))) {
      FAIL((taken ? "taken: " : "refused: ") << text);
    }
    ++(taken ? valid : invalid);
    if (judged.is_discarded()) continue;
    if (nlohmann::json::parse(out, nullptr, false) != judged) FAIL("another value: " << text);
    std::string again;
    minify(out, again);
    if (again != out) FAIL("not idempotent: " << text);
  }
  // The test is about both kinds.
  CHECK(valid > 5'000);
  CHECK(invalid > 5'000);
}

TEST_CASE("minifying removes white space and nothing else", "[json]") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::string& seed = seeds()[random() % seeds().size()];
    const std::string compact = Document::parse(seed).text();
    const auto value = nlohmann::ordered_json::parse(compact);
    // Another writer's spelling with white space comes back to that writer's without.
    std::string out;
    minify(value.dump(static_cast<int>(random() % 8)), out);
    CHECK(out == value.dump());
  }
}

TEST_CASE("the end of a value is found", "[json]") {
  const std::string text = R"({"a\"}":[1,"]",{"b":"{"}],"c":-1.5e3})";
  CHECK(end_of_value(text, 0) == text.size());
  CHECK(text.substr(1, end_of_value(text, 1) - 1) == R"("a\"}")");
  CHECK(text.substr(8, end_of_value(text, 8) - 8) == R"([1,"]",{"b":"{"}])");
  CHECK(end_of_value("12,3", 0) == 2);
  CHECK(end_of_value("12", 0) == 2);
}

}  // namespace
}  // namespace sessionstore::json
