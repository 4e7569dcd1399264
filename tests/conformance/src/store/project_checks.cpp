#include "store/group.h"

namespace sessionstore::conformance {
namespace {

using Records = std::vector<Record>;

void are_added_to(SessionStore& store) {
  store.put_project({"github.com/acme/app",
                     "app",
                     {"root1", "sha2"},
                     {make_record("worktree", "a", "1"), make_record("worktree", "b", "2")}});
  store.put_project(
      {"github.com/acme/app", "App", {"sha3"}, {make_record("worktree", "a", "1.0")}});
  const Project project = require_some("the project", store.find_project("sha3"));
  require_equal("id", project.id, "github.com/acme/app");
  require_equal("name", project.name, "App");
  require_equal("aliases", project.aliases, Texts{"root1", "sha2", "sha3"});
  require_equal("records", project.records,
                Records{make_record("worktree", "a", "1.0"), make_record("worktree", "b", "2")});
}

void are_made_by_sessions(SessionStore& store) {
  Session child = make_session("ses_2", "a/deep");
  child.parent_id = "ses_1";
  child.archived = 5;
  store.create_session(make_session("ses_1", "a/deep"));
  store.create_session(child);
  store.put_project({"b", "Bee", {"y", "x"}, {}});
  const auto projects = store.list_projects();
  require_equal("projects", projects.size(), 2);
  require_equal("id", projects[0].id, "a/deep");
  require_equal("name", projects[0].name, "deep");
  require_equal("sessions, children and archived ones too", projects[0].sessions, 2);
  require_equal("aliases", projects[0].aliases, Texts{});
  require_equal("name", projects[1].name, "Bee");
  require_equal("sessions", projects[1].sessions, 0);
  require_equal("aliases in order", projects[1].aliases, Texts{"x", "y"});
}

}  // namespace

void add_project_checks(std::vector<StoreCheck>& checks) {
  StoreGroup group("projects", checks);
  group.with_store("are added to: name, aliases, records", are_added_to);
  group.with_store("are made by sessions, named after the end of their id", are_made_by_sessions);
  group.with_store("keep what they were told when a session comes", [](SessionStore& store) {
    store.put_project({"a/b", "Name", {"x"}, {make_record("k", "", "1")}});
    store.create_session(make_session("s", "a/b"));
    const Project project = require_some("it", store.find_project("a/b"));
    require_equal("name", project.name, "Name");
    require_equal("aliases", project.aliases, Texts{"x"});
    require_equal("records", project.records.size(), 1);
  });
  group.with_store("have an alias for themselves alone", [](SessionStore& store) {
    store.put_project({"p", "P", {"old", "older"}, {}});
    store.put_project({"q", "Q", {"old", "new"}, {}});
    require_equal("owner of an alias in dispute", store.find_project("old")->id, "p");
    require_equal("owner of a new one", store.find_project("new")->id, "q");
    require_equal("aliases", store.find_project("q")->aliases, Texts{"new"});
  });
  group.with_store("are found by id before alias", [](SessionStore& store) {
    store.put_project({"p", "P", {"q"}, {}});
    require_equal("by alias", store.find_project("q")->id, "p");
    store.put_project({"q", "Q", {}, {}});
    require_equal("by id", store.find_project("q")->id, "q");
  });
  group.with_store("may be put twice", [](SessionStore& store) {
    const Project project{"p", "P", {"a", "b"}, {make_record("k", "", "1")}};
    store.put_project(project);
    store.put_project(project);
    require_equal("projects", store.list_projects().size(), 1);
    require_equal("aliases", store.find_project("p")->aliases, Texts{"a", "b"});
    require_equal("records", store.find_project("p")->records, project.records);
  });
  group.with_store("stand in the inventory, empty ones too", [](SessionStore& store) {
    store.put_project({"empty", "Empty", {"alias"}, {make_record("k", "", "{}")}});
    store.create_session(make_session("s", "full"));
    const Inventory inventory = store.inventory();
    require_equal("projects", inventory.projects.size(), 2);
    require_equal("id", inventory.projects[0].id, "empty");
    require_equal("name", inventory.projects[0].name, "Empty");
    require_equal("aliases", inventory.projects[0].aliases, Texts{"alias"});
    require_equal("records", inventory.projects[0].records, Records{make_record("k", "", "{}")});
    require_equal("id", inventory.projects[1].id, "full");
  });
}

}  // namespace sessionstore::conformance
