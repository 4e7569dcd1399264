#include <sessionstore/project.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "core/project/git_fixture.h"

using sessionstore::Aliases;
using sessionstore::identify_project;
using sessionstore::opencode_project_id;
using sessionstore::tests::GitFixture;

namespace fs = std::filesystem;
using Ids = std::vector<std::string>;

namespace {

constexpr const char* kCached = "0123456789abcdef0123456789abcdef01234567";

Ids cheap(const fs::path& directory) { return identify_project(directory, Aliases::cheap).aliases; }
Ids all(const fs::path& directory) { return identify_project(directory, Aliases::all).aliases; }

}  // namespace

TEST_CASE("the id of the remote and the cached one are cheap") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", "https://github.com/Example-Org/Some-Repo.git");
  const std::string of_remote = "4b37cb944d6dc82f2aeaa6be29500319eafa9b9d";
  CHECK(cheap(app) == Ids{of_remote});
  GitFixture::write(app / ".git/opencode", std::string(kCached) + "\n");
  CHECK(cheap(app) == Ids{kCached, of_remote});
  GitFixture::write(app / ".git/opencode", of_remote);
  CHECK(cheap(app) == Ids{of_remote});
  CHECK(identify_project(app, Aliases::none).aliases.empty());
}

TEST_CASE("a cached id is taken only where it can be one") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app");
  for (const std::string& text :
       {std::string("global"), std::string(" \n"), std::string("a b"), std::string("a\nb"),
        std::string("../x"), std::string(300, 'a'), std::string(100'000, 'a')}) {
    GitFixture::write(app / ".git/opencode", text);
    CHECK(all(app).empty());
  }
  fs::remove(app / ".git/opencode");
  fs::create_directory(app / ".git/opencode");
  CHECK(all(app).empty());
}

TEST_CASE("a worktree shares the cached id of its repository and may have one of its own") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app");
  fixture.commit("app");
  fixture.git("app", "worktree add -q ../feature");
  GitFixture::write(app / ".git/opencode", kCached);
  GitFixture::write(app / ".git/worktrees/feature/opencode", "own");
  CHECK(cheap(fixture.root() / "feature") == Ids{kCached, "own"});
  CHECK(cheap(app) == Ids{kCached});
}

TEST_CASE("the first commit is an alias") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app");
  CHECK(all(app).empty());
  const std::string root = fixture.commit("app");
  fixture.commit("app");
  fixture.git("app", "worktree add -q ../feature");
  CHECK(all(app) == Ids{root});
  CHECK(all(fixture.root() / "feature") == Ids{root});
  CHECK(cheap(app).empty());
  fixture.git("app", "pack-refs --all");
  fixture.git("app", "repack -q -a -d");
  CHECK(all(app) == Ids{root});
  fixture.git("app", "checkout -q --detach");
  CHECK(all(app) == Ids{root});
}

TEST_CASE("of several first commits, only the one that OpenCode takes is an alias") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app");
  fixture.commit("app", "one");
  fixture.git("app", "checkout -q --orphan other");
  fixture.commit("app", "two");
  fixture.git("app", "checkout -q main");
  fixture.git("app", "merge -q --allow-unrelated-histories -m merge other");
  for (int i = 0; i < 4; ++i) {
    fixture.git("app", "checkout -q --orphan extra" + std::to_string(i));
    fixture.commit("app", "extra " + std::to_string(i));
  }
  fixture.git("app", "tag -a -m note v1 other");
  fixture.git("app", "checkout -q main");
  const std::string of_head = fixture.git("app", "rev-list --max-parents=0 HEAD | sort");
  const std::string of_all = fixture.git("app", "rev-list --max-parents=0 --all | sort");
  Ids expected{of_head};
  if (of_all != of_head) expected.push_back(of_all);
  CHECK(all(app) == expected);
}

TEST_CASE("a shallow clone begins where git says it does") {
  const GitFixture fixture;
  fixture.repository("seed");
  for (int i = 0; i < 4; ++i) fixture.commit("seed", std::to_string(i));
  const std::string url = "file://" + (fixture.root() / "seed").string();
  fixture.git(".", "clone -q --depth 2 '" + url + "' shallow");
  CHECK(all(fixture.root() / "shallow") ==
        Ids{fixture.git("shallow", "rev-list --max-parents=0 HEAD")});
}

TEST_CASE("a history that cannot be walked is said and costs nothing else") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", "https://h.example/a/b");
  const std::string root = fixture.commit("app");
  fixture.commit("app");
  fs::remove(app / ".git/objects" / root.substr(0, 2) / root.substr(2));
  const auto broken = identify_project(app, Aliases::all);
  CHECK(broken.aliases == Ids{opencode_project_id("h.example/a/b")});
  CHECK(broken.detail.find("incomplete") != std::string::npos);

  fixture.git("sha", "init -q --object-format=sha256");
  fixture.commit("sha");
  const auto sha = identify_project(fixture.root() / "sha", Aliases::all);
  CHECK(sha.aliases.empty());
  CHECK(sha.detail.find("; its history") != std::string::npos);
}
