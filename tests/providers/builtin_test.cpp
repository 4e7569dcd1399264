#include <sessionstore/providers/builtin.h>

#include <catch2/catch.hpp>

namespace sessionstore::tests {

TEST_CASE("sqlite and mysql are registered, each under its scheme") {
  const ProviderRegistry registry = providers::builtin_registry();
  CHECK(registry.all().size() == 2);
  CHECK(registry.get("sqlite").name() == "sqlite");
  CHECK(registry.get("mysql").name() == "mysql");
  CHECK(registry.for_location("sqlite:/x")->name() == "sqlite");
  CHECK(registry.for_location("mysql://u@h/d")->name() == "mysql");
  CHECK(registry.for_location("bundle:x") == nullptr);
}

}  // namespace sessionstore::tests
