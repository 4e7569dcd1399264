#include "opencode_shapes/project_map.h"

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

namespace sessionstore::tests {
namespace {

using Names = std::vector<std::string>;

// The least that counts as a repository.
std::string make_repository(const StorageTree& tree, const std::string& name,
                            const std::string& remote) {
  tree.write(name + "/.git/HEAD", "ref: refs/heads/main\n");
  std::filesystem::create_directories(tree / (name + "/.git/objects"));
  std::filesystem::create_directories(tree / (name + "/.git/refs"));
  std::string config = "[core]\n\trepositoryformatversion = 0\n";
  if (!remote.empty()) config += "[remote \"origin\"]\n\turl = " + remote + "\n";
  tree.write(name + "/.git/config", config);
  return (tree / name).string();
}

interop::AliasLookup knows(const std::string& alias, const std::string& project) {
  return [=](const std::string& asked) {
    return asked == alias ? std::optional(project) : std::nullopt;
  };
}

}  // namespace

TEST_CASE("a remote that can be read here goes before a known alias") {
  const StorageTree disk;
  const std::string here = make_repository(disk, "app", "https://github.com/acme/app.git");
  interop::ProjectMap map(knows("prj", "other"));
  CHECK(map.of_agent_project("prj", here) == "github.com/acme/app");
  const auto projects = map.take();
  REQUIRE(projects.size() == 1);
  CHECK(projects[0].name == "app");
  CHECK(std::count(projects[0].aliases.begin(), projects[0].aliases.end(), "prj") == 1);
}

TEST_CASE("a known alias goes before a directory's name") {
  const StorageTree disk;
  const std::string here = make_repository(disk, "app", "");
  interop::ProjectMap map(knows("prj", "github.com/acme/app"));
  const bool readable = GENERATE(true, false);
  CHECK(map.of_agent_project("prj", readable ? here : "/else/where") == "github.com/acme/app");
}

TEST_CASE("without any of these it is the directory's name") {
  interop::ProjectMap map({});
  CHECK(map.of_agent_project("prj", "/nowhere/on/this/machine") == "machine");
  CHECK(map.of_agent_project("win", R"(C:\work\app)") == "app");
  CHECK(map.of_directory("/nowhere/else") == "else");
}

TEST_CASE("a directory inside a repository belongs to it") {
  const StorageTree disk;
  const std::string here = make_repository(disk, "app", "git@github.com:acme/app.git");
  std::filesystem::create_directories(here + "/src/deep");
  interop::ProjectMap map({});
  CHECK(map.of_directory(here + "/src/deep") == "github.com/acme/app");
}

TEST_CASE("two ids of OpenCode may be one project of ours") {
  interop::ProjectMap map({});
  map.of_agent_project("b", "/x/app");
  map.of_agent_project("a", "/y/app");
  map.add_record("app", {"project", "b", {}});
  map.add_record("app", {"project", "a", {}});
  const auto projects = map.take();
  REQUIRE(projects.size() == 1);
  CHECK(projects[0].aliases == Names{"a", "b"});
  CHECK(projects[0].records.at(0).key == "a");
}

TEST_CASE("what has no directory is recovered, without an alias") {
  interop::ProjectMap map({});
  CHECK(map.of_directory("") == "recovered");
  CHECK(map.of_agent_project("prj", "") == "recovered");
  const auto projects = map.take();
  REQUIRE(projects.size() == 1);
  CHECK(projects[0].name == "recovered");
  CHECK(projects[0].aliases.empty());
}

TEST_CASE("a worktree that is no sound path is only a name") {
  interop::ProjectMap map({});
  CHECK(map.of_agent_project("a", std::string("/tmp\0/x", 7)).find('\0') == std::string::npos);
  CHECK(map.of_agent_project("b", "/" + std::string(1000, 'x')).size() <= kMaxIdBytes);
  CHECK(map.of_agent_project("c", ".") != std::filesystem::current_path().filename().string());
}

TEST_CASE("sessions of global go by their own directories") {
  const StorageTree tree;
  tree.write("project/global.json", R"({"worktree":"/"})");
  tree.write("session/global/ses_a.json", R"({"directory":"/d/one"})");
  tree.write("session/global/ses_b.json", R"({"directory":"/d/two"})");
  const ReadTree read(tree, knows("global", "wrong"));
  CHECK(read.session("ses_a").session.project_id == "one");
  CHECK(read.session("ses_b").session.project_id == "two");
  CHECK(read.session("ses_b").session.agent_project_id == "global");
  for (const Project& project : read.inventory.projects) CHECK(project.aliases.empty());
}

TEST_CASE("sessions of one project stay together where its file is missing") {
  const StorageTree tree;
  tree.write("session/prj/ses_a.json", R"({"directory":"/d/app/sub"})");
  tree.write("session/prj/ses_b.json", R"({"directory":"/d/app"})");
  const ReadTree read(tree);
  CHECK(read.session("ses_a").session.project_id == "app");
  CHECK(read.session("ses_b").session.project_id == "app");
  CHECK(read.project("app").aliases == Names{"prj"});
}

}  // namespace sessionstore::tests
