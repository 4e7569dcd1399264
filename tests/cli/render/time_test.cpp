#include "render/time.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace sessionstore::cli;

namespace {
constexpr sessionstore::Millis kNow = 1795227779328;
constexpr sessionstore::Millis kMinute = 60'000;
}  // namespace

TEST_CASE("times near now are told relative to it") {
  CHECK(relative_time(kNow, kNow) == "just now");
  CHECK(relative_time(kNow + 5000, kNow) == "just now");
  CHECK(relative_time(kNow - 59'000, kNow) == "just now");
  CHECK(relative_time(kNow - kMinute, kNow) == "1 min ago");
  CHECK(relative_time(kNow - 59 * kMinute, kNow) == "59 min ago");
  CHECK(relative_time(kNow - 3 * 60 * kMinute, kNow) == "3 h ago");
  CHECK(relative_time(kNow - 49 * 60 * kMinute, kNow) == "2 d ago");
}

TEST_CASE("times far away are dates, and no time is a dash") {
  CHECK(relative_time(kNow - 40LL * 24 * 60 * kMinute, kNow).size() == 10);
  CHECK(relative_time(kNow + 10 * kMinute, kNow).starts_with("2026-"));
  CHECK(relative_time(0, kNow) == "-");
  CHECK(absolute_time(0) == "-");
}

TEST_CASE("a time that no calendar holds is still shown") {
  using Limits = std::numeric_limits<sessionstore::Millis>;
  CHECK_FALSE(absolute_time(Limits::max()).empty());
  CHECK_FALSE(absolute_time(Limits::min()).empty());
  CHECK_FALSE(relative_time(Limits::max(), kNow).empty());
  CHECK_FALSE(relative_time(Limits::min(), kNow).empty());
}

TEST_CASE("durations") {
  CHECK(duration(0.31) == "0.3 s");
  CHECK(duration(12.4) == "12 s");
  CHECK(duration(185) == "3 min 5 s");
  CHECK(duration(7500) == "2 h 5 min");
}
