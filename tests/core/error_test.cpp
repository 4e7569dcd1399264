#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace sessionstore {
namespace {

TEST_CASE("every code has a name of its own", "[error]") {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    names.insert(to_string(static_cast<ErrorCode>(code)));
  }
  CHECK(names.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);
  CHECK(to_string(ErrorCode::not_found) == "not_found");
  CHECK(to_string(ErrorCode::permission_denied) == "permission_denied");
}

TEST_CASE("an error carries all that it was given", "[error]") {
  const Error error(ErrorCode::timeout, "it took too long", "wait", 5);
  const Error copy = error;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(copy.code() == ErrorCode::timeout);
  CHECK(std::string(copy.what()) == "it took too long");
  CHECK(copy.hint() == "wait");
  CHECK(copy.native_code() == 5);
  CHECK(copy.retryable());
  CHECK(Error(ErrorCode::unavailable, "").retryable());
  CHECK_FALSE(Error(ErrorCode::conflict, "").retryable());
}

}  // namespace
}  // namespace sessionstore
