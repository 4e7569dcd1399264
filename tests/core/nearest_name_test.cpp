#include <sessionstore/nearest_name.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace sessionstore {
namespace {

const std::vector<std::string> kKnown = {"mysql", "sqlite", "maxConnections", "connectionTimeout"};

TEST_CASE("the nearest name is found, case aside", "[nearest_name]") {
  CHECK(nearest_name("sqlit", kKnown) == "sqlite");
  CHECK(nearest_name("MySQL", kKnown) == "mysql");
  CHECK(nearest_name("max_connections", kKnown) == "maxConnections");
  CHECK(nearest_name("connectiontimout", kKnown) == "connectionTimeout");
  CHECK(nearest_name("sqlite", kKnown) == "sqlite");
  CHECK_FALSE(nearest_name("postgres", kKnown));
  CHECK_FALSE(nearest_name("sqlite", {}));
}

TEST_CASE("the hint has the nearest and all", "[nearest_name]") {
  CHECK_THAT(suggest_name("sqlit", kKnown), Catch::Contains("'sqlite'") &&
                                                Catch::Contains("mysql") &&
                                                Catch::Contains("connectionTimeout"));
  CHECK_THAT(suggest_name("postgres", kKnown),
             Catch::Contains("known:") && !Catch::Contains("mean"));
}

}  // namespace
}  // namespace sessionstore
