// The configuration of a repository that one stands in, which somebody else may have made.
#include <sessionstore/project.h>

#include <catch2/catch.hpp>

#include "core/project/git_fixture.h"
#include "fuzz/fuzzer.h"
#include "support/sqlite_store.h"

using namespace sessionstore::tests;

TEST_CASE("git's configuration of a repository", "[git_config]") {
  const GitFixture git;
  git.git("repository", "init --quiet");
  const auto place = git.root() / "repository";
  fuzz({.name = "git_config",
        .corpus = corpus_of("git_config"),
        .run =
            [&](const std::string& input) {
              write_file(place / ".git/config", input);
              const auto project =
                  sessionstore::identify_project(place, sessionstore::Aliases::cheap);
              REQUIRE_FALSE(project.id.empty());
              (void)sessionstore::git_user_email(place);
            },
        .words = {"[remote \"origin\"]", "[core]", "\turl = ", "[include]", "\tpath = config",
                  "[includeIf \"gitdir:/\"]", "[url \"x\"]", "\tinsteadOf = ", "\n", "\\\n", "\"",
                  "worktree = ", "bare = true", "repositoryformatversion = 1", "[user]"},
        .largest = 8192});
}
