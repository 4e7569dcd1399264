#include "render/number.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace sessionstore::cli;

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(grouped(-123) == "-123");
  CHECK(grouped(-1234) == "-1,234");
  CHECK(grouped(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("one is singular") {
  CHECK(counted(1, "session") == "1 session");
  CHECK(counted(0, "session") == "0 sessions");
  CHECK(counted(1200, "part") == "1,200 parts");
}
