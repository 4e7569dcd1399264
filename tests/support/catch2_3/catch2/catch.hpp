#pragma once
// Catch2 3 by the names of Catch2 2, in which the tests are written. Debian 13 has 3 only.
#include <catch2/catch_all.hpp>
#include <string>
#include <utility>

namespace Catch {
namespace Matchers {

// For a text this is about a part of it; Catch2 3's own, which are templates, are about elements.
inline StringContainsMatcher Contains(std::string part) {
  return ContainsSubstring(std::move(part));
}
inline StringContainsMatcher Contains(const char* part) { return ContainsSubstring(part); }

}  // namespace Matchers

using Matchers::Contains;

}  // namespace Catch
