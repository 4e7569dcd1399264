#include <sessionstore/project.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "core/project/git_fixture.h"

using sessionstore::Aliases;
using sessionstore::identify_project;
using sessionstore::ProjectIdentity;
using sessionstore::tests::GitFixture;

namespace fs = std::filesystem;

namespace {

constexpr const char* kRemote = "https://h.example/acme/app";
constexpr uid_t kNobody = 65534;

/// Root may read everything, so it becomes somebody else for a scope; others stay who they are.
class Unprivileged {
 public:
  Unprivileged() {
    if (::geteuid() == 0) was_root_ = ::seteuid(kNobody) == 0;
  }
  ~Unprivileged() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool was_root_ = false;
};

ProjectIdentity identify_unprivileged(const fs::path& directory) {
  const Unprivileged scope;
  return identify_project(directory, Aliases::all);
}

/// The temporary directory itself is private to its maker.
void open_up(const GitFixture& fixture) { fs::permissions(fixture.root(), fs::perms{0755}); }

}  // namespace

TEST_CASE("a repository of another owner is read like one's own") {
  const GitFixture fixture;
  open_up(fixture);
  const fs::path app = fixture.repository("app", kRemote);
  const std::string commit = fixture.commit("app");
  if (::geteuid() == 0) {
    for (const auto& entry : fs::recursive_directory_iterator(app)) {
      REQUIRE(::lchown(entry.path().c_str(), 12345, 12345) == 0);
    }
    REQUIRE(::lchown(app.c_str(), 12345, 12345) == 0);
  }
  // Root looks at 12345's, and nobody does; who is not root looks at their own.
  for (const ProjectIdentity& project :
       {identify_project(app, Aliases::all), identify_unprivileged(app)}) {
    CHECK(project.id == "h.example/acme/app");
    REQUIRE(project.aliases.size() == 2);
    CHECK(project.aliases[1] == commit);
  }
}

TEST_CASE("a git directory that may not be entered is said, and its tree stays one project") {
  const GitFixture fixture;
  open_up(fixture);
  const fs::path app = fixture.repository("app", kRemote);
  fixture.make_directory("app/src");
  fs::permissions(app / ".git", fs::perms{0});
  const ProjectIdentity project = identify_unprivileged(app / "src");
  fs::permissions(app / ".git", fs::perms{0755});
  CHECK(project.rule == "repository");
  CHECK(project.id == "app");
  CHECK(project.detail.find("permission is denied") != std::string::npos);
}

TEST_CASE("a configuration or a .git file that may not be read is said") {
  const GitFixture fixture;
  open_up(fixture);
  const fs::path app = fixture.repository("app", kRemote);
  fs::permissions(app / ".git/config", fs::perms{0});
  const ProjectIdentity project = identify_unprivileged(app);
  CHECK(project.rule == "repository");
  CHECK(project.detail.find("its configuration cannot be read") != std::string::npos);

  fixture.make_directory("linked/src");
  GitFixture::write(fixture.root() / "linked/.git", "gitdir: ../app/.git");
  fs::permissions(fixture.root() / "linked/.git", fs::perms{0});
  const ProjectIdentity linked = identify_unprivileged(fixture.root() / "linked/src");
  CHECK(linked.id == "linked");
  CHECK(linked.detail.find("its .git file cannot be read") != std::string::npos);
}

TEST_CASE("a path that may not be entered goes by its name") {
  const GitFixture fixture;
  open_up(fixture);
  fixture.make_directory("closed/inside");
  fs::permissions(fixture.root() / "closed", fs::perms{0});
  const ProjectIdentity project = identify_unprivileged(fixture.root() / "closed/inside/deep");
  fs::permissions(fixture.root() / "closed", fs::perms{0755});
  CHECK(project.rule == "directory");
  CHECK(project.id == "deep");
}

TEST_CASE("a pipe where a file is expected does not block") {
  const GitFixture fixture;
  const fs::path app = fixture.repository("app", kRemote);
  REQUIRE(::mkfifo((app / ".git/opencode").c_str(), 0600) == 0);
  CHECK(identify_project(app, Aliases::all).id == "h.example/acme/app");
  fs::remove(app / ".git/config");
  REQUIRE(::mkfifo((app / ".git/config").c_str(), 0600) == 0);
  CHECK(identify_project(app, Aliases::all).id == "app");
  const fs::path other = fixture.make_directory("other");
  REQUIRE(::mkfifo((other / ".git").c_str(), 0600) == 0);
  CHECK(identify_project(other, Aliases::all).rule == "directory");
}
