#include "opencode_shapes/project_directories.h"

#include <catch2/catch.hpp>

namespace sessionstore::interop {

TEST_CASE("a project works where it says, else where most of its sessions do") {
  ProjectDirectories directories;
  for (const char* const at : {"/b/long", "/a", "/b/long", "/a", "/c"}) {
    directories.add_session("prj", at);
  }
  directories.add_session("prj", "");
  CHECK(directories.directory_of("prj") == "/a");
  directories.add_session("prj", "/b/long");
  CHECK(directories.directory_of("prj") == "/b/long");
  directories.add_project("prj", "/said");
  CHECK(directories.directory_of("prj") == "/said");
  CHECK(directories.directory_of("other").empty());
  CHECK(directories.knows("prj"));
  CHECK_FALSE(directories.knows("other"));
}

TEST_CASE("a directory belongs to the innermost worktree that holds it") {
  ProjectDirectories directories;
  directories.add_project("outer", "/app");
  directories.add_project("inner", "/app/deep");
  directories.add_project("second", "/app/deep");
  directories.add_project("global", "/app/deep/er");
  directories.add_project("none", "");
  CHECK(directories.owner_of("/app/deep/er/x") == "inner");
  CHECK(directories.owner_of("/app/deep") == "inner");
  CHECK(directories.owner_of("/app/deeper") == "outer");
  CHECK(directories.owner_of("/apple").empty());
  CHECK(directories.owner_of("").empty());
  directories.add_project("inner", "/elsewhere");
  CHECK(directories.owner_of("/app/deep") == "second");
  CHECK(directories.owner_of(std::string(1'000'000, '/')).empty());
}

}  // namespace sessionstore::interop
