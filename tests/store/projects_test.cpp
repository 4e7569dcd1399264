#include "any_store.h"

namespace sessionstore::tests {

using Names = std::vector<std::string>;

TEST_CASE("a project's name, aliases and records are added to") {
  const AnyStore store;
  store->put_project({"github.com/acme/app",
                      "app",
                      {"root1", "sha2"},
                      {make_record("worktree", "a", "1"), make_record("worktree", "b", "2")}});
  store->put_project(
      {"github.com/acme/app", "App", {"sha3"}, {make_record("worktree", "a", "1.0")}});
  const auto project = store->find_project("sha3");
  REQUIRE(project);
  CHECK(project->id == "github.com/acme/app");
  CHECK(project->name == "App");
  CHECK(project->aliases == Names{"root1", "sha2", "sha3"});
  CHECK(project->records == std::vector<Record>{make_record("worktree", "a", "1.0"),
                                                make_record("worktree", "b", "2")});
  CHECK_FALSE(store->find_project("ROOT1"));
  // An id comes before an alias of the same text.
  store->put_project({"root1", "root1", {}, {}});
  CHECK(store->find_project("root1")->id == "root1");
}

TEST_CASE("a project that breaks a limit is not written in part") {
  const AnyStore store;
  CHECK(error_of([&] {
          store->put_project({"p", "p", {"fine", ""}, {}});
        }).code() == ErrorCode::constraint);
  CHECK_FALSE(store->find_project("p"));
  CHECK_FALSE(store->find_project("fine"));
}

TEST_CASE("a session makes its project, named after the end of its id") {
  const AnyStore store;
  Session child = make_session("ses_2", "a/deep");
  child.parent_id = "ses_1";
  child.archived = 5;
  store->create_session(make_session("ses_1", "a/deep"));
  store->create_session(child);
  store->put_project({"b", "Bee", {"y", "x"}, {}});
  const auto projects = store->list_projects();
  REQUIRE(projects.size() == 2);
  CHECK(projects[0].name == "deep");
  CHECK(projects[0].sessions == 2);
  CHECK(projects[0].aliases.empty());
  CHECK(projects[1].name == "Bee");
  CHECK(projects[1].sessions == 0);
  CHECK(projects[1].aliases == Names{"x", "y"});
}

TEST_CASE("the inventory has all projects, and sessions by their bytes") {
  const AnyStore store;
  store->put_project({"empty", "empty", {"alias"}, {make_record("k", "", "{}")}});
  for (const char* const id : {"ses_b", "ses_a", "ses_B"}) store->create_session(make_session(id));
  const Inventory inventory = store->inventory();
  REQUIRE(inventory.projects.size() == 2);
  CHECK(inventory.projects[0].aliases == Names{"alias"});
  CHECK(inventory.projects[0].records.size() == 1);
  REQUIRE(inventory.sessions.size() == 3);
  CHECK(inventory.sessions[0].id == "ses_B");
  CHECK(inventory.sessions[1].id == "ses_a");
  CHECK(inventory.sessions[2].id == "ses_b");
}

}  // namespace sessionstore::tests
