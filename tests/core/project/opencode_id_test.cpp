#include <sessionstore/project.h>

#include <catch2/catch.hpp>

using sessionstore::normalize_remote;
using sessionstore::opencode_project_id;

TEST_CASE("OpenCode's own id of a remote") {
  // Seen in OpenCode 1.15 to 1.18.
  const auto remote = normalize_remote("https://github.com/Example-Org/Some-Repo.git");
  REQUIRE(remote.has_value());
  CHECK(opencode_project_id(*remote) == "4b37cb944d6dc82f2aeaa6be29500319eafa9b9d");
  CHECK(opencode_project_id("GitHub.com/Example-Org/Some-Repo") ==
        "4b37cb944d6dc82f2aeaa6be29500319eafa9b9d");
  CHECK(opencode_project_id("github.com/example-org/some-repo") !=
        "4b37cb944d6dc82f2aeaa6be29500319eafa9b9d");
}

TEST_CASE("OpenCode's own id knows no port") {
  CHECK(opencode_project_id("github.com:8443/a/b:c") == opencode_project_id("github.com/a/b:c"));
  CHECK(opencode_project_id("[::1]:8443/a") == opencode_project_id("[::1]/a"));
  CHECK(opencode_project_id("[::1]/a") != opencode_project_id("[::2]/a"));
}
