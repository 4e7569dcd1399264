// A session gets a directory of its own project, and no other because it says so.
#include "brought/directory_here.h"

#include <sessionstore/error.h>

#include <catch2/catch.hpp>

#include "core/project/git_fixture.h"
#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using interop::DirectoryHere;

struct Machine {
  GitFixture fixture;
  interop::TargetSettings settings;

  Machine() {
    settings.home = (fixture.root() / "home").string();
    fs::create_directories(home() / "notes/src");
    fs::create_directories(home() / ".ssh");
    fs::create_directories(fixture.root() / ".srv/notes");
  }
  [[nodiscard]] fs::path home() const { return settings.home; }

  /// The directory that a session of that project gets here; empty where it gets none.
  [[nodiscard]] std::string place_of(const fs::path& directory, const std::string& project,
                                     bool known = false, bool is_replica = true) const {
    DirectoryHere directories(settings, is_replica);
    Session session;
    session.id = "ses_1";
    session.directory = directory.string();
    session.project_id = project;
    try {
      return directories.of(session, "", known);
    } catch (const Error& refused) {
      CHECK(refused.code() == ErrorCode::constraint);
      return "";
    }
  }
};

}  // namespace

TEST_CASE("no session gets a directory of the system, of the user or of another project") {
  const Machine machine;
  const fs::path app = machine.fixture.repository("app", "git@example.com:team/app.git");
  CHECK(machine.place_of(app, "example.com/team/app") == app);
  CHECK(machine.place_of(app, "example.com/team/other").empty());
  CHECK(machine.place_of(app, "app").empty());
  CHECK(machine.place_of("/", "root").empty());
  CHECK(machine.place_of("/etc", "etc").empty());
  CHECK(machine.place_of("/etc", "etc", false, false).empty());
  CHECK(machine.place_of(machine.home(), "home").empty());
  CHECK(machine.place_of(machine.home() / ".ssh", ".ssh").empty());
  CHECK(machine.place_of(app / "../../../../../../../../etc", "etc").empty());
}

TEST_CASE(
    "a directory that only its name tells is given in the home directory, or where others are") {
  const Machine machine;
  const fs::path notes = machine.home() / "notes";
  CHECK(machine.place_of(notes, "notes") == notes);
  CHECK(machine.place_of(notes, "other").empty());
  const fs::path elsewhere = machine.fixture.root() / ".srv/notes";
  CHECK(machine.place_of(elsewhere, "notes").empty());  // it is hidden
  const fs::path beside = machine.fixture.root() / "work/plans";
  fs::create_directories(beside);
  CHECK(machine.place_of(beside, "plans") == beside);
  CHECK(machine.place_of(beside, "other").empty());
  CHECK(machine.place_of(elsewhere, "notes", true) == elsewhere);
  CHECK(machine.place_of(elsewhere, "other", true).empty());
  CHECK(machine.place_of("/gone/since", "since", true) == "/gone/since");
  fs::create_directory_symlink(machine.home() / ".ssh", machine.home() / "ssh");
  CHECK(machine.place_of(machine.home() / "ssh", "ssh").empty());
}

TEST_CASE("a directory that climbs leads nowhere, whatever rule fits") {
  Machine machine;
  const fs::path app = machine.fixture.repository("app", "git@example.com:team/app.git");
  machine.settings.directories = {{"/there/app", app.string()}};
  CHECK(machine.place_of("/there/app/../../etc", "example.com/team/app").empty());
  machine.settings.here = app;
  CHECK(machine.place_of("/else/app/../../../../../../etc", "example.com/team/app").empty());
}

TEST_CASE("a rule leads through no link out of its own directory but to the session's project") {
  Machine machine;
  const fs::path app = machine.fixture.repository("app", "git@example.com:team/app.git");
  fs::create_directory_symlink("/etc", machine.home() / "notes/out");
  fs::create_directory_symlink(app, machine.home() / "notes/app");
  fs::create_directory_symlink(machine.home() / "notes/src", machine.home() / "notes/inside");
  const std::string notes = (machine.home() / "notes").string();
  machine.settings.directories = {{R"(C:\Users\ann)", notes}};
  CHECK(machine.place_of(R"(c:/users/Ann\src)", "other") == notes + "/src");
  CHECK(machine.place_of(R"(C:\Users\ann\inside)", "other") == notes + "/inside");
  CHECK(machine.place_of(R"(C:\Users\ann\out)", "other").empty());
  CHECK(machine.place_of(R"(C:\Users\ann\app)", "example.com/team/app") == notes + "/app");
  CHECK(machine.place_of(R"(C:\Users\ann\app)", "other").empty());
}

TEST_CASE("a directory of Windows is found again in the checkout here") {
  Machine machine;
  const fs::path app = machine.fixture.repository("app", "git@example.com:team/app.git");
  fs::create_directories(app / "src");
  machine.settings.here = app;
  CHECK(machine.place_of(R"(D:\code\App\src)", "example.com/team/app") == app / "src");
}

TEST_CASE("a link in the checkout here leads no session out of it") {
  Machine machine;
  const fs::path app = machine.fixture.repository("app", "git@example.com:team/app.git");
  machine.settings.here = app;
  fs::create_directory_symlink("/etc", app / "docs");
  CHECK(machine.place_of("/else/app/docs", "example.com/team/app") == app);
}

}  // namespace sessionstore::tests
