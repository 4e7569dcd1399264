#include "brought/paths.h"

#include <catch2/catch.hpp>

#include "support/temporary_directory.h"

namespace sessionstore::tests {

namespace fs = std::filesystem;
using interop::climbs;
using interop::leads_into;

TEST_CASE("a path leads into a directory by what it names, not by its letters") {
  const TemporaryDirectory place;
  const fs::path app = place.path() / "app";
  fs::create_directories(app / "src");
  fs::create_directories(place.path() / "app2");
  fs::create_directory_symlink(place.path() / "app2", app / "out");
  CHECK(leads_into(app, app));
  CHECK(leads_into(app / "src/new.cpp", app));
  CHECK_FALSE(leads_into(place.path() / "app2/x", app));
  CHECK_FALSE(leads_into(app / "../app2/x", app));
  CHECK_FALSE(leads_into(app / "out/x", app));
  CHECK_FALSE(leads_into("src", app));
  CHECK_FALSE(leads_into("", app));
}

TEST_CASE("a path of any system climbs") {
  CHECK(climbs("/a/../b"));
  CHECK(climbs("C:\\a\\..\\b"));
  CHECK(climbs(".."));
  CHECK(climbs("/a/.."));
  CHECK_FALSE(climbs("/a/..b/c..d/..."));
  CHECK_FALSE(climbs(""));
}

}  // namespace sessionstore::tests
