#include "../../config/src/file_search.h"

#include <catch2/catch.hpp>

#include "sandbox.h"

using namespace sessionstore::config;
using sessionstore::ErrorCode;
using sessionstore::tests::contains;
using sessionstore::tests::error_of;
using sessionstore::tests::Sandbox;

namespace {

std::vector<std::string> found(const Sandbox& box) {
  std::vector<std::string> paths;
  for (const SourceFile& file : find_files(box.environment(), box.overrides)) {
    paths.push_back(file.path.lexically_relative(box.root()).string());
  }
  return paths;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("the first of the user's files counts, then the working directory's") {
  Sandbox box;
  CHECK(found(box).empty());
  Sandbox::write(box.home() / ".config/opencode/.opencode.json", "{}");
  CHECK(found(box) == Paths{"home/.config/opencode/.opencode.json"});
  box.variables["XDG_CONFIG_HOME"] = (box.root() / "xdg").string();
  Sandbox::write(box.root() / "xdg/opencode/.opencode.json", "{}");
  CHECK(found(box) == Paths{"xdg/opencode/.opencode.json"});
  Sandbox::write(box.users_file(), "{}");
  CHECK(found(box) == Paths{"home/.opencode.json"});
  Sandbox::write(box.local_file(), "{}");
  CHECK(found(box) == Paths{"home/.opencode.json", "work/.opencode.json"});
}

TEST_CASE("an empty or relative XDG_CONFIG_HOME counts as unset") {
  Sandbox box;
  Sandbox::write(box.home() / ".config/opencode/.opencode.json", "{}");
  for (const char* value : {"", "relative"}) {
    box.variables["XDG_CONFIG_HOME"] = value;
    CHECK(found(box).size() == 1);
  }
}

TEST_CASE("a file that is both is read once") {
  Sandbox box;
  Sandbox::write(box.users_file(), "{}");
  std::filesystem::create_symlink(box.users_file(), box.local_file());
  CHECK(found(box) == Paths{"home/.opencode.json"});
}

TEST_CASE("--config replaces the search and must be there") {
  Sandbox box;
  Sandbox::write(box.users_file(), "{}");
  Sandbox::write(box.work() / "other.json", "{}");
  box.overrides.config_file = "other.json";
  CHECK(found(box) == Paths{"work/other.json"});
  box.overrides.config_file = "missing.json";
  const auto error = error_of([&] { return found(box); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(contains(error.what(), "there is no configuration file"));
  CHECK(contains(error.what(), "missing.json"));
}

TEST_CASE("a directory in the place of any file is an error") {
  Sandbox box;
  const std::filesystem::path place = GENERATE(
      "home/.opencode.json", "home/.config/opencode/.opencode.json", "work/.opencode.json");
  std::filesystem::create_directories(box.root() / place);
  const auto error = error_of([&] { return found(box); });
  CHECK(error.code() == ErrorCode::invalid_argument);
  CHECK(contains(error.what(), place.string()));
}
