#include <sessionstore/providers/builtin.h>

#include <catch2/catch.hpp>

#include "support/error_of.h"

namespace sessionstore::tests {

TEST_CASE("mysql is refused by name and never replaced") {
  const ProviderRegistry registry = providers::builtin_registry();
  CHECK(registry.all().size() == 2);
  const Error error = error_of([&] { registry.get("mysql").open({}); });
  CHECK(error.code() == ErrorCode::unsupported);
  CHECK(std::string(error.what()).find("MySQL") != std::string::npos);
  CHECK(registry.for_location("sqlite:/x")->name() == "sqlite");
  CHECK(registry.for_location("mysql://u@h/d")->name() == "mysql");
  CHECK(registry.for_location("bundle:x") == nullptr);
}

}  // namespace sessionstore::tests
