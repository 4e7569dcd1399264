#include <sessionstore/config/configuration.h>

#include <catch2/catch.hpp>
#include <cstdlib>

using sessionstore::config::Environment;

TEST_CASE("the process's own environment") {
  REQUIRE(::setenv("SESSIONSTORE_TEST_VARIABLE", "x", 1) == 0);
  REQUIRE(::unsetenv("SESSIONSTORE_TEST_MISSING") == 0);
  const Environment environment = Environment::of_process();
  CHECK(environment.variable("SESSIONSTORE_TEST_VARIABLE") == "x");
  CHECK_FALSE(environment.variable("SESSIONSTORE_TEST_MISSING").has_value());
  CHECK(environment.working_directory == std::filesystem::current_path());
}

TEST_CASE("home is HOME, else what the user database says") {
  const char* const home = std::getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  ::setenv("HOME", "/somewhere", 1);
  CHECK(Environment::of_process().home == "/somewhere");
  ::unsetenv("HOME");
  CHECK(Environment::of_process().home.is_absolute());
  if (home != nullptr) ::setenv("HOME", before.c_str(), 1);
}
