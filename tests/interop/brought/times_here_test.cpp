#include "brought/times_here.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

namespace sessionstore::interop {
namespace {

constexpr Millis kNow = 1'795'000'000'000;

std::string timed(const std::string& message) {
  return TimesHere(kNow).with_time(json::Document::parse(message), 77).text();
}

}  // namespace

TEST_CASE("a row's time is possible up to now, as far as clocks are alike") {
  const TimesHere times(kNow);
  CHECK(times.is_possible(0));
  CHECK(times.is_possible(kNow + TimesHere::kTolerance));
  CHECK_FALSE(times.is_possible(kNow + TimesHere::kTolerance + 1));
  CHECK_FALSE(times.is_possible(-1));
  Message message;
  message.created = std::numeric_limits<Millis>::max();
  message.updated = -5;
  times.fit(message, 77);
  CHECK(message.created == 77);
  CHECK(message.updated == 77);
}

TEST_CASE("a message says no time that cannot be") {
  const std::string good = R"({"role":"user","time":{"created":1795000000000,"completed":1}})";
  CHECK(timed(good) == good);
  CHECK(timed(R"({"time":{"created":9999999999999,"completed":1}})") ==
        R"({"time":{"created":77,"completed":1}})");
  CHECK(timed(R"({"time":{"created":1e300}})") == R"({"time":{"created":77}})");
  CHECK(timed(R"({"time":{"created":-1}})") == R"({"time":{"created":77}})");
  CHECK(timed(R"({"time":{"created":"1"}})") == R"({"time":{"created":77}})");
  CHECK(timed(R"({"time":5})") == R"({"time":{"created":77}})");
  CHECK(timed(R"({"time":{"created":1,"created":9999999999999}})") ==
        R"({"time":{"created":77,"created":77}})");
}

}  // namespace sessionstore::interop
