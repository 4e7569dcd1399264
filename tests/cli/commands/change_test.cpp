// rename, archive, delete: what changes a session.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kId = "ses_e0415ff9dffe7d9pfudKLIV4Yb";

int sessions(const Home& home) { return home.run_json({"status"})["sessions"].get<int>(); }

/// A session that has a child.
std::string parent(const Home& home) {
  for (const auto& session : home.all_sessions()) {
    if (!session["parent"].is_null()) {
      return session["parent"];
    }
  }
  FAIL("no child session in the history");
  return {};
}

}  // namespace

TEST_CASE("rename changes the title, in the list and in the data") {
  const Home home;
  home.put_store();
  CHECK(home.run_json({"rename", "ses_e0415ff9d", "Neu 🚀"})["changed"] == 1);
  const auto session = home.run_json({"show", kId})["session"];
  CHECK(session["title"] == "Neu 🚀");
  CHECK(session["data"]["title"] == "Neu 🚀");
  CHECK_THAT(home.run({"rename", kId, "x\x1by"}).out, Contains("x\\x1by"));
  CHECK(home.run({"rename", kId, "--", "--dashes"}).exit_code == 0);
  CHECK(home.run({"rename", kId, " "}).exit_code == 2);
  CHECK(home.run({"rename", kId, "bad\xff"}).exit_code == 2);
  CHECK(home.run({"verify"}).exit_code == 0);
}

TEST_CASE("archive takes a session out of the list, and --undo puts it back") {
  const Home home;
  home.put_store();
  const auto listed = [&home] {
    return home.run_json({"list", "--all-projects"}).dump().find(kId) != std::string::npos;
  };
  REQUIRE(listed());
  CHECK(home.run_json({"archive", kId})["changed"] == 1);
  CHECK_FALSE(listed());
  CHECK(home.run_json({"archive", kId})["changed"] == 0);
  CHECK(home.run_json({"archive", kId, "--undo"})["changed"] == 1);
  CHECK(listed());
  CHECK_THAT(home.run({"archive", kId, "--undo"}).out, Contains("already"));
}

TEST_CASE("delete without a terminal needs --yes") {
  const Home home;
  home.put_store();
  const auto refused = home.run({"delete", kId});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Contains("--yes"));
  CHECK(sessions(home) == 32);
  CHECK(home.run_json({"delete", kId, "--yes"})["changed"] == 1);
  CHECK(sessions(home) == 31);
}

TEST_CASE("delete takes the children too, and says how many") {
  const Home home;
  home.put_store();
  const std::string id = parent(home);
  const auto asked = home.run_on_terminal({"delete", id}, "n\n");
  CHECK(asked.exit_code == 130);
  CHECK_THAT(asked.out, Contains("children included") && Contains("nothing was deleted"));
  CHECK(sessions(home) == 32);
  const auto done = home.run_on_terminal({"delete", id}, "y\n");
  CHECK(done.exit_code == 0);
  CHECK_THAT(done.out, Contains("sessions deleted"));
  CHECK(sessions(home) < 31);
}

TEST_CASE("what is deleted is copied before, with its children, and says whose it was") {
  const Home home;
  home.put_store();
  const std::string id = parent(home);
  home.execute("UPDATE ss_session SET author = 'bob@example.com'");
  CHECK_THAT(home.run_on_terminal({"delete", id}, "n\n").out, Contains("bob@example.com's"));
  const auto deleted = home.run_json({"delete", id, "--yes"});
  CHECK(deleted["of_others"].size() == deleted["changed"]);
  REQUIRE(deleted["copies"].size() == 1);
  CHECK(home.run({"import", "bundle:" + deleted["copies"][0].get<std::string>()}).exit_code == 0);
  CHECK(sessions(home) == 32);
  CHECK_THAT(home.run({"rename", kId, "Mine"}).out, Contains("bob@example.com's, is now called"));
}

TEST_CASE("an empty answer deletes nothing") {
  const Home home;
  home.put_store();
  CHECK(home.run_on_terminal({"delete", kId}, "\n").exit_code == 130);
  CHECK(sessions(home) == 32);
}

TEST_CASE("one wrong id deletes nothing; the same id twice counts once") {
  const Home home;
  home.put_store();
  CHECK(home.run({"delete", kId, "ses_zzz", "--yes"}).exit_code == 10);
  CHECK(sessions(home) == 32);
  CHECK(home.run_json({"delete", "--yes", kId, "ses_e0415ff9d"})["changed"] == 1);
}

TEST_CASE("a deletion of several sessions that was interrupted can be repeated") {
  const Home home;
  home.put_store();
  const std::string other = "ses_e0417e36effe17bQg4JmeeBhxp";
  REQUIRE(home.run({"delete", kId, "--yes"}).exit_code == 0);
  const auto again = home.run({"delete", kId, other, "--yes"});
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.err, Contains(std::string(kId) + " was deleted before"));
  CHECK(home.run({"show", other}).exit_code == 10);
  // A slip of the pen is none of those, and deletes nothing.
  CHECK(home.run({"delete", kId, other, "--yes"}).exit_code == 10);
  const std::string third = home.all_sessions().front()["id"];
  CHECK(home.run({"delete", kId, third, "ses_zzz", "--yes"}).exit_code == 10);
  CHECK(home.run({"show", third}).exit_code == 0);
}
