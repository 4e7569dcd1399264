#include <sessionstore/config/dsn.h>

#include <catch2/catch.hpp>

using sessionstore::config::parse_go_duration;

TEST_CASE("durations are read as Go writes them") {
  const auto [text, milliseconds] = GENERATE(table<std::string, std::int64_t>({
      {"30s", 30000},
      {"1m30s", 90000},
      {"500ms", 500},
      {"1.5h", 5400000},
      {".5s", 500},
      {"1.s", 1000},
      {"0", 0},
      {"0s", 0},
      {"+2s", 2000},
      {"1us", 1},
      {"1\xC2\xB5s", 1},
      {"999999ns", 1},
      {"1h1m1s1ms", 3661001},
  }));
  CAPTURE(text);
  REQUIRE(parse_go_duration(text).has_value());
  CHECK(parse_go_duration(text)->count() == milliseconds);
}

TEST_CASE("what Go would refuse is refused") {
  for (const char* text : {"", "30", "s", "-1s", "1x", "1 s", "1s ", "1.2.3s", ".s", "1e3s", "1S",
                           "99999999h", "1sm", "+", "nan", "infs"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_go_duration(text).has_value());
  }
}
