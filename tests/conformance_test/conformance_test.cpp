// The conformance suite on each kind of place that this build has: one test for each check.
#include <fmt/format.h>
#include <sessionstore/conformance/check.h>

#include <catch2/catch.hpp>
#include <iterator>

#include "places.h"

namespace sessionstore::tests {
namespace {

/// Runs each of `checks` in a section of its own, so that it is named, timed and can be picked with
/// -c; a failure stops nothing but itself.
template <typename NewPlace>
void run_all(std::span<const conformance::Check<NewPlace>> checks, const NewPlace& new_place) {
  for (const auto& check : checks) {
    DYNAMIC_SECTION(check.group << ": " << check.name) {
      const std::optional<std::string> failure = conformance::failure_of(check, new_place);
      if (failure) FAIL_CHECK(*failure);
      SUCCEED();
    }
  }
}

}  // namespace

TEST_CASE("stores") {
  for (const Kind& kind : all_kinds()) {
    DYNAMIC_SECTION(kind.name) { run_all(conformance::store_checks(), kind.new_store_place); }
  }
}

TEST_CASE("connections") {
  for (const Kind& kind : all_kinds()) {
    if (!kind.new_sql_place) continue;
    DYNAMIC_SECTION(kind.name) { run_all(conformance::sql_checks(), kind.new_sql_place); }
  }
}

}  // namespace sessionstore::tests
