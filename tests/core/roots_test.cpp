#include <sessionstore/roots.h>

#include <catch2/catch.hpp>

namespace sessionstore::tests {
namespace {

using Ids = std::set<std::string, std::less<>>;

}  // namespace

TEST_CASE("roots are those without a parent, or one that is not there, and one of each circle") {
  CHECK(find_roots({}).empty());
  CHECK(find_roots({{"a", std::nullopt}, {"b", "a"}, {"c", "gone"}, {"d", "c"}}) == Ids{"a", "c"});
  CHECK(find_roots({{"self", "self"}, {"below", "self"}}) == Ids{"self"});
  CHECK(find_roots({{"c", "b"}, {"b", "d"}, {"d", "c"}, {"a", "d"}, {"z", "a"}}) == Ids{"b"});
}

TEST_CASE("a long line of parents is walked once") {
  int asked = 0;
  ParentCircles circles([&](const std::string& id) -> std::optional<std::string> {
    ++asked;
    const int number = std::stoi(id);
    return number == 0 ? std::nullopt : std::optional(std::to_string(number - 1));
  });
  for (int i = 999; i >= 0; --i) CHECK_FALSE(circles.is_root(std::to_string(i)));
  CHECK(asked == 1000);
}

}  // namespace sessionstore::tests
