#include <sessionstore/error.h>
#include <sessionstore/store.h>

#include <catch2/catch.hpp>
#include <string>

namespace sessionstore {
namespace {

TEST_CASE("a page key survives its text form", "[page_key]") {
  const auto [updated, id] = GENERATE(table<Millis, std::string>({
      {1'700'000'000'000, "ses_1"},
      {0, "a:b:c"},
      {-5, " "},
      {INT64_MAX, "\U0001F600%\"'"},
      {INT64_MIN, ":"},
  }));
  const PageKey key = PageKey::from_text(PageKey{updated, id}.to_text());
  CHECK(key.updated == updated);
  CHECK(key.id == id);
}

TEST_CASE("other texts are no page keys", "[page_key]") {
  const std::string text = GENERATE("", ":", "ses_1", "12", "12 :a", "x:a", " 12:a", "1.5:a",
                                    "99999999999999999999:a", "+1:a");
  CAPTURE(text);
  try {
    PageKey::from_text(text);
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_argument);
    CHECK_FALSE(error.hint().empty());
  }
}

}  // namespace
}  // namespace sessionstore
