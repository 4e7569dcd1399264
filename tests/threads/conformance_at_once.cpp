// Those groups of the conformance suite in which threads run, on SQLite: for ThreadSanitizer.
#include <sessionstore/conformance/check.h>

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "conformance_test/places.h"

namespace sessionstore::tests {
namespace {

/// Runs the checks of these groups, each of which must have some.
template <typename NewPlace>
void run_groups(std::set<std::string_view> groups,
                std::span<const conformance::Check<NewPlace>> checks, const NewPlace& new_place) {
  auto missing = groups;
  for (const auto& check : checks) {
    if (!groups.contains(check.group)) continue;
    missing.erase(check.group);
    INFO(check.group << ": " << check.name);
    const std::optional<std::string> failure = conformance::failure_of(check, new_place);
    if (failure) FAIL_CHECK(*failure);
  }
  CHECK(missing.empty());
}

}  // namespace

TEST_CASE("stores do at once what the conformance suite asks") {
  for (const Kind& kind : {sqlite_file(), sqlite_memory()}) {
    run_groups({"concurrency", "growth", "opening", "revisions", "transfer"},
               conformance::store_checks(), kind.new_store_place);
  }
}

TEST_CASE("connections do at once what the conformance suite asks") {
  run_groups({"faults", "migrations", "pools", "transactions"}, conformance::sql_checks(),
             sqlite_file().new_sql_place);
}

}  // namespace sessionstore::tests
