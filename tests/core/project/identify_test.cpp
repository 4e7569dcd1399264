#include <sessionstore/project.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "core/project/git_fixture.h"

using sessionstore::Aliases;
using sessionstore::identify_project;
using sessionstore::ProjectIdentity;
using sessionstore::tests::GitFixture;
using sessionstore::tests::ScopedEnvironment;

namespace fs = std::filesystem;

namespace {

constexpr const char* kOrigin = "https://user:s3cret@GitHub.com/Acme/App.git";
constexpr const char* kId = "github.com/Acme/App";

/// "rule id", the two things that matter, in one line.
std::string found(const fs::path& directory) {
  const ProjectIdentity project = identify_project(directory, Aliases::none);
  CHECK(project.aliases.empty());
  CHECK(project.detail.find("s3cret") == std::string::npos);
  return project.rule + " " + project.id;
}

}  // namespace

TEST_CASE("a repository goes by its remote, and the decision is explained") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("dev/app", kOrigin);
  const ProjectIdentity project = identify_project(app, Aliases::none);
  CHECK(project.id == kId);
  CHECK(project.name == "App");
  CHECK(project.rule == "remote");
  CHECK(project.directory == app.string());
  CHECK(project.detail == "remote origin of " + app.string() + " is github.com/Acme/App");
}

TEST_CASE("everything inside a repository belongs to it") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  fixture.make_directory("app/src/deep");
  GitFixture::write(app / "src/file.txt", "x");
  const std::string expected = std::string("remote ") + kId;
  CHECK(found(app / "src/deep") == expected);
  CHECK(found(app / "src/deep/../deep/") == expected);
  CHECK(found(app / "src/file.txt") == expected);
  CHECK(found(app / ".git") == expected);
  CHECK(found(app / ".git/hooks") == expected);
  CHECK(found(app / "not/made/yet") == expected);
}

TEST_CASE("linked worktrees belong to their repository") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app");
  fixture.commit("app");
  fixture.git("app", "worktree add -q ../elsewhere/feature");
  fixture.make_directory("elsewhere/feature/src");
  CHECK(found(fixture.root() / "elsewhere/feature/src") == "repository app");
  CHECK(found(app / ".git/worktrees/feature") == "repository app");
  fixture.git("app", std::string("config remote.origin.url ") + kOrigin);
  CHECK(found(fixture.root() / "elsewhere/feature/src") == std::string("remote ") + kId);

  fixture.git("app", "config extensions.worktreeConfig true");
  fixture.git("app", "config --unset remote.origin.url");
  fixture.git("elsewhere/feature", "config --worktree remote.origin.url https://h.example/own");
  CHECK(found(fixture.root() / "elsewhere/feature") == "remote h.example/own");
  CHECK(found(app) == "repository app");
}

TEST_CASE("a worktree whose repository is out of reach still tells its name") {
  const GitFixture fixture;
  const fs::path feature = fixture.make_directory("feature/src").parent_path();
  GitFixture::write(feature / ".git", "gitdir: /gone/home/john/my-app/.git/worktrees/feature\n");
  const ProjectIdentity project = identify_project(feature / "src", Aliases::all);
  CHECK(project.id == "my-app");
  CHECK(project.rule == "repository");
  CHECK(project.detail.find("leads to no repository") != std::string::npos);
  GitFixture::write(feature / ".git", "gitdir: C:/Users/john/my-app/.git/worktrees/feature\n");
  CHECK(found(feature / "src") == "repository my-app");
  GitFixture::write(feature / ".git", "gitdir: ../gone/.git/modules/feature\n");
  CHECK(found(feature / "src") == "repository feature");
  GitFixture::write(feature / ".git", "some text\n");
  CHECK(found(feature / "src") == "directory src");
  GitFixture::write(feature / ".git", "gitdir:\n");
  CHECK(found(feature / "src") == "directory src");
}

TEST_CASE("a submodule has its own remote, else its own name") {
  const GitFixture fixture;
  const fs::path library = fixture.repository("library");
  fixture.commit("library");
  fixture.repository("app", kOrigin);
  fixture.git("app", "submodule --quiet add '" + library.string() + "' libs/util");
  const fs::path module = fixture.root() / "app/libs/util";
  CHECK(found(module) == "repository util");
  CHECK(found(fixture.root() / "app/.git/modules/libs/util") == "repository util");
  fixture.git("app/libs/util", "config remote.origin.url git@h.example:lib/util.git");
  CHECK(found(module) == "remote h.example/lib/util");
  CHECK(found(fixture.root() / "app/libs") == std::string("remote ") + kId);

  fixture.git("app/libs/util", "config --unset remote.origin.url");
  fixture.git("app/libs/util", "worktree add -q ../../../linked");
  CHECK(found(fixture.root() / "linked") == "repository util");
}

TEST_CASE("bare repositories and git directories kept apart") {
  const GitFixture fixture;
  fixture.git("srv/app.git", "init -q --bare");
  fixture.make_directory("srv/app.git/hooks");
  CHECK(found(fixture.root() / "srv/app.git") == "repository app");
  CHECK(found(fixture.root() / "srv/app.git/hooks") == "repository app");
  fixture.git("srv/plain", "init -q --bare");
  CHECK(found(fixture.root() / "srv/plain") == "repository plain");
  fixture.git("srv/app.git", std::string("config remote.origin.url ") + kOrigin);
  CHECK(found(fixture.root() / "srv/app.git") == std::string("remote ") + kId);

  fixture.make_directory("store");
  fixture.git("apart", "init -q --separate-git-dir ../store/thing.git work");
  CHECK(found(fixture.root() / "apart/work") == "repository work");

  fixture.git("layout/.bare", "init -q --bare");
  GitFixture::write(fixture.root() / "layout/.git", "gitdir: ./.bare\n");
  fixture.repository("seed");
  fixture.commit("seed");
  fixture.git("layout/.bare", "fetch -q '" + (fixture.root() / "seed").string() + "' main:main");
  fixture.git("layout/.bare", "worktree add -q ../main main");
  CHECK(found(fixture.root() / "layout") == "repository layout");
  CHECK(found(fixture.root() / "layout/main") == "repository layout");
}

TEST_CASE("a directory that only looks like a repository is none") {
  const GitFixture fixture;
  fixture.make_directory("fake/objects");
  fixture.make_directory("fake/refs");
  GitFixture::write(fixture.root() / "fake/HEAD", "a heading");
  CHECK(found(fixture.root() / "fake") == "directory fake");
  fixture.make_directory("empty/.git");
  CHECK(found(fixture.root() / "empty") == "directory empty");
}

TEST_CASE("a local or missing origin leaves the directory's name") {
  const GitFixture fixture;
  CHECK(found(fixture.repository("one")) == "repository one");
  CHECK(found(fixture.repository("two", "/srv/git/x.git")) == "repository two");
  CHECK(found(fixture.repository("three", "file:///srv/git/x.git")) == "repository three");
  CHECK(found(fixture.repository("four", "C:/git/x.git")) == "repository four");
  fixture.git("five", "init -q");
  fixture.git("five", "config remote.upstream.url https://h.example/a/b");
  CHECK(found(fixture.root() / "five") == "repository five");
  fixture.make_directory("six/up/stream");
  CHECK(found(fixture.repository("six", "up/stream")) == "repository six");
  CHECK(found(fixture.repository("seven", "github.com/a/b")) == "remote github.com/a/b");
}

TEST_CASE("a remote in the user's own configuration captures nothing") {
  const GitFixture fixture;
  GitFixture::write(fixture.global_config(),
                    "[remote \"origin\"]\n url = https://h.example/mine\n");
  CHECK(found(fixture.make_directory("outside")) == "directory outside");
  CHECK(found(fixture.repository("inside")) == "repository inside");
  CHECK(found(fixture.repository("other", kOrigin)) == std::string("remote ") + kId);
}

TEST_CASE("the user's url rewrites are applied") {
  const GitFixture fixture;
  GitFixture::write(fixture.global_config(),
                    "[url \"https://user:s3cret@github.com/\"]\n insteadOf = gh:\n"
                    "[url \"ssh://git@deep.example/\"]\n insteadOf = gh:deep/\n"
                    "[includeIf \"gitdir:" +
                        (fixture.root() / "work").string() +
                        "/\"]\n"
                        " path = work.config\n");
  GitFixture::write(fixture.root() / "home/work.config",
                    "[url \"https://work.example/\"]\n insteadOf = w:\n");
  CHECK(found(fixture.repository("a", "gh:acme/app")) == "remote github.com/acme/app");
  CHECK(found(fixture.repository("b", "gh:deep/app")) == "remote deep.example/app");
  CHECK(found(fixture.repository("work/c", "w:x/y")) == "remote work.example/x/y");
  fixture.git("a", "config url.https://own.example/.insteadOf gh:acme/");
  CHECK(found(fixture.root() / "a") == "remote own.example/app");
  CHECK(found(fixture.root() / "a") ==
        "remote " + fixture.git("a", "remote get-url origin").substr(8));
}

TEST_CASE("no git program and none of git's variables are needed") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  const fs::path other = fixture.repository("other", "https://h.example/other");
  const fs::path outside = fixture.make_directory("outside");
  const ScopedEnvironment path("PATH", "");
  const ScopedEnvironment git_dir("GIT_DIR", (other / ".git").string());
  const ScopedEnvironment work_tree("GIT_WORK_TREE", other.string());
  const ScopedEnvironment ceiling("GIT_CEILING_DIRECTORIES", app.parent_path().string());
  const ScopedEnvironment count("GIT_CONFIG_COUNT", "1");
  const ScopedEnvironment key("GIT_CONFIG_KEY_0", "remote.origin.url");
  const ScopedEnvironment value("GIT_CONFIG_VALUE_0", "https://h.example/env");
  CHECK(found(app) == std::string("remote ") + kId);
  CHECK(found(outside) == "directory outside");
}

TEST_CASE("extensions and formats that libgit2 does not know are no obstacle") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  fixture.git("app", "config core.repositoryFormatVersion 1");
  fixture.git("app", "config extensions.partialClone origin");
  fixture.git("app", "config extensions.somethingNew true");
  CHECK(found(app) == std::string("remote ") + kId);
  fixture.git("sha", "init -q --object-format=sha256");
  fixture.git("sha", std::string("config remote.origin.url ") + kOrigin);
  fixture.commit("sha");
  CHECK(found(fixture.root() / "sha") == std::string("remote ") + kId);
}

TEST_CASE("what is wrong with a configuration is said, and throws nothing") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  const auto detail = [&] { return identify_project(app, Aliases::all).detail; };
  GitFixture::write(app / ".git/config", "[remote \"origin\"\n url = https://u:s3cret@h/a\n");
  CHECK(found(app) == "repository app");
  CHECK(detail().find("its configuration cannot be read") != std::string::npos);
  GitFixture::write(app / ".git/config", std::string(17U << 20U, '#'));
  CHECK(found(app) == "repository app");
  CHECK(detail().find("its configuration cannot be read") != std::string::npos);
  fs::remove(app / ".git/config");
  CHECK(found(app) == "repository app");
  CHECK(detail().find("it has no remote origin") != std::string::npos);
  fs::create_directory(app / ".git/config");
  CHECK(found(app) == "repository app");

  const fs::path fine = fixture.repository("fine", kOrigin);
  GitFixture::write(fixture.global_config(), "[broken\n");
  CHECK(found(fine) == std::string("remote ") + kId);
}

TEST_CASE("of several URLs the first counts, and includes are followed") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", "https://h.example/first");
  fixture.git("app", "config --add remote.origin.url https://h.example/second");
  CHECK(found(app) == "remote h.example/first");
  const fs::path other = fixture.repository("other");
  GitFixture::write(other / ".git/more", "[remote \"origin\"]\n url = https://h.example/more\n");
  fixture.git("other", "config include.path more");
  CHECK(found(other) == "remote h.example/more");
}

TEST_CASE("outside any repository a directory goes by its name") {
  const GitFixture fixture;
  for (const char* name :
       {"my app", "проект", "プロジェクト", "مشروع", "🚀", "-x", "a\\b", "a.git"}) {
    CHECK(found(fixture.make_directory(name)) == std::string("directory ") + name);
  }
  CHECK(found(fixture.root() / "never/made/") == "directory made");
  CHECK(found(fixture.root() / "never/../other") == "directory other");
  const ProjectIdentity broken = identify_project(fixture.make_directory("a\xff"), Aliases::none);
  CHECK(broken.id == "a\xEF\xBF\xBD");
  CHECK(broken.directory.ends_with("/a\xEF\xBF\xBD"));
}

TEST_CASE("a path of another system is not looked for on this one") {
  const GitFixture fixture;
  fixture.repository("app", kOrigin);
  const fs::path before = fs::current_path();
  fs::current_path(fixture.root() / "app");
  const ProjectIdentity foreign = identify_project("C:\\work\\thing", Aliases::all);
  const std::string here = found("");
  const std::string dot = found(".");
  fs::current_path(before);
  CHECK(foreign.rule == "directory");
  CHECK(foreign.id == "thing");
  CHECK(foreign.directory == "C:\\work\\thing");
  CHECK(here == std::string("remote ") + kId);
  CHECK(dot == here);
}

TEST_CASE("symbolic links are followed as the system does") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  fixture.make_directory("app/src");
  const std::string expected = std::string("remote ") + kId;
  fs::create_directory_symlink(app / "src", fixture.root() / "into");
  CHECK(found(fixture.root() / "into") == expected);
  fs::create_directory_symlink(fixture.make_directory("plain"), app / "out");
  CHECK(found(app / "out") == "directory plain");
  fixture.make_directory("shared");
  fs::create_directory_symlink(app / ".git", fixture.root() / "shared/.git");
  CHECK(found(fixture.root() / "shared") == expected);
  fs::create_symlink("loop", fixture.root() / "loop");
  CHECK(found(fixture.root() / "loop") == "directory loop");
  fs::create_symlink("nowhere", fixture.root() / "dangling");
  CHECK(found(fixture.root() / "dangling") == "directory dangling");
}

TEST_CASE("a clone, a shallow one and an empty one") {
  const GitFixture fixture;
  fixture.repository("seed");
  fixture.commit("seed");
  fixture.commit("seed");
  const std::string url = "file://" + (fixture.root() / "seed").string();
  fixture.git(".", "clone -q --depth 1 '" + url + "' shallow");
  CHECK(found(fixture.root() / "shallow") == "repository shallow");
  fixture.git("shallow", std::string("remote set-url origin ") + kOrigin);
  CHECK(found(fixture.root() / "shallow") == std::string("remote ") + kId);
}

TEST_CASE("a home directory that is a repository follows the same rule") {
  const GitFixture fixture;
  fixture.repository("home", "git@h.example:me/dotfiles.git");
  CHECK(found(fixture.make_directory("home/projects/x")) == "remote h.example/me/dotfiles");
}

TEST_CASE("many threads may ask at once") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kOrigin);
  fixture.commit("app");
  std::vector<std::thread> threads;
  std::vector<int> wrong(8, 0);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&app, &count = wrong[i]] {
      for (int n = 0; n < 50; ++n) {
        const ProjectIdentity project = identify_project(app, Aliases::all);
        if (project.id != kId || project.aliases.size() != 2) ++count;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(8, 0));
}
