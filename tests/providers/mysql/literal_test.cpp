#include "literal.h"

#include <catch2/catch.hpp>
#include <limits>

#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

std::string literals(std::string_view sql, std::initializer_list<sql::Value> values) {
  return mysql::with_literals(sql, {values.begin(), values.size()});
}

std::string literal(sql::Value value) { return literals("?", {value}); }

}  // namespace

TEST_CASE("a value becomes a literal that no SQL mode and no character set reads differently") {
  using std::string_view_literals::operator""sv;
  CHECK(literal(nullptr) == "NULL");
  CHECK(literal(std::int64_t{-7}) == "-7");
  CHECK(literal(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(literal("a'b\\\"\0é"sv) == "x'6127625c2200c3a9'");
  CHECK(literal(sql::Blob{"\xFF\x00"sv}) == "x'ff00'");
  CHECK(literal(""sv) == "''");
  CHECK(literal(sql::Blob{}) == "''");
  CHECK(literal(0.1) == "1.00000000000000006e-01");
  CHECK(literal(-0.0) == "-0.00000000000000000e+00");
}

TEST_CASE("literals take their places in order, and what they hold is no place") {
  CHECK(literals("SELECT 1", {}) == "SELECT 1");
  CHECK(literals("a = ? AND b = ?", {std::int64_t{1}, "?"}) == "a = 1 AND b = x'3f'");
}

TEST_CASE("too many and too few parameters are refused") {
  CHECK(error_of([] { literals("a = ?", {}); }).code() == ErrorCode::internal);
  CHECK(error_of([] { literals("a = 1", {"x"}); }).code() == ErrorCode::internal);
  CHECK(error_of([] { literals("? ?", {"x"}); }).code() == ErrorCode::internal);
}

}  // namespace sessionstore::tests
