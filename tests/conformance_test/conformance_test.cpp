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

void run_all(const Kind& kind) {
  SECTION("stores") { run_all(conformance::store_checks(), kind.new_store_place); }
  if (!kind.new_sql_place) return;
  SECTION("connections") { run_all(conformance::sql_checks(), kind.new_sql_place); }
}

}  // namespace

TEST_CASE("SQLite in a file", "[sqlite]") { run_all(sqlite_file()); }

TEST_CASE("SQLite in memory", "[sqlite]") { run_all(sqlite_memory()); }

TEST_CASE("MariaDB", "[mariadb]") { run_all(server("mariadb").value()); }

TEST_CASE("MySQL", "[mysql]") {
  const auto kind = server("mysql");
  if (kind) {
    run_all(*kind);
  } else {
    WARN("not run: script/servers has no MySQL, and has said why");
  }
}

}  // namespace sessionstore::tests
