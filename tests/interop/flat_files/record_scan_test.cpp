#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "interop/storage_tree.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

StorageTree small_tree() {
  StorageTree tree;
  tree.write("project/prj.json", R"({"worktree":"/w/app"})");
  tree.write("session/prj/ses_a.json", R"({"directory":"/w/app"})");
  return tree;
}

Names keys_of(const std::vector<Record>& records) {
  Names keys;
  for (const Record& record : records) keys.push_back(record.kind + ':' + record.key);
  return keys;
}

}  // namespace

TEST_CASE("records of any shape are kept as they are") {
  const StorageTree tree = small_tree();
  tree.write("todo/ses_a.json", R"({"not": "an array"})");
  tree.write("session_diff/ses_a.json", "[]");
  tree.write("session_share/ses_a.json", R"({"id":"x","url":"u"})");
  const ReadTree read(tree);
  CHECK(read.skipped().empty());
  CHECK(read.session("ses_a").record("todo").data.text() == R"({"not":"an array"})");
  CHECK(read.session("ses_a").record("session_diff").data.text() == "[]");
  CHECK(read.session("ses_a").record("session_share").data.text() == R"({"id":"x","url":"u"})");
}

TEST_CASE("the secret goes from a share however it is written") {
  const StorageTree tree = small_tree();
  tree.write("session_share/ses_a.json",
             R"({"id":"x","s\u0065cret":"k1","secret":"k2","url":"u"})");
  const ReadTree read(tree);
  CHECK(read.session("ses_a").record("session_share").data.text() == R"({"id":"x","url":"u"})");
}

TEST_CASE("a damaged record is named, and its session kept") {
  const StorageTree tree = small_tree();
  tree.write("todo/ses_a.json", "[{");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"todo/ses_a.json"});
  CHECK(read.session("ses_a").records.empty());
}

TEST_CASE("records of a session that does not exist make a recovered one") {
  const StorageTree tree = small_tree();
  tree.write("session_diff/ses_gone.json", "[]");
  const ReadTree read(tree);
  CHECK(read.session("ses_gone").record("session_diff").data.text() == "[]");
  CHECK(read.session("ses_gone").session.title == "Recovered session");
  CHECK(read.session("ses_gone").session.project_id == "recovered");
}

TEST_CASE("kinds that are not known go to the session or the project they name") {
  const StorageTree tree = small_tree();
  tree.write("new/ses_a.json", "1");
  tree.write("new/ses_a/x/y.json", "2");
  tree.write("new/prj.json", "3");
  tree.write("new/prj/z.json", "4");
  tree.write("new/neither/z.json", "5");
  tree.write("permission/prj.json", "6");
  tree.write("top.json", "7");
  tree.write("new/image.png", "x");
  tree.write("new/ses_a/broken.json", "{");
  const ReadTree read(tree);
  CHECK(read.skipped() == Names{"new/image.png", "new/ses_a/broken.json"});
  CHECK(keys_of(read.session("ses_a").records) == Names{"new:", "new:x/y"});
  CHECK(keys_of(read.project("app").records) ==
        Names{"new:prj", "new:prj/z", "permission:prj", "project:prj"});
  CHECK(keys_of(read.project("recovered").records) ==
        Names{"new:new/neither/z.json", "storage:top.json"});
}

TEST_CASE("a key that is too long is cut, and still its own") {
  const StorageTree tree = small_tree();
  const std::string folder = "new/ses_a/" + std::string(200, 'x') + '/';
  tree.write(folder + std::string(100, 'y') + "1.json", "1");
  tree.write(folder + std::string(100, 'y') + "2.json", "2");
  const ReadTree read(tree);
  const auto& records = read.session("ses_a").records;
  REQUIRE(records.size() == 2);
  CHECK(records[0].key.size() <= kMaxIdBytes);
  CHECK(records[0].key != records[1].key);
}

TEST_CASE("links to files are followed, but none in circles; what would block is not opened") {
  const StorageTree tree = small_tree();
  tree.write("new/ses_a/x.json", "1");
  fs::create_directory_symlink("..", tree / "new/ses_a/up");
  fs::create_symlink("x.json", tree / "new/ses_a/link.json");
  fs::create_symlink("nowhere", tree / "new/ses_a/broken.json");
  REQUIRE(::mkfifo((tree / "new/ses_a/fifo.json").c_str(), 0600) == 0);
  REQUIRE(::mkfifo((tree / "todo.json").c_str(), 0600) == 0);
  const ReadTree read(tree);
  CHECK(keys_of(read.session("ses_a").records) == Names{"new:link", "new:x"});
  CHECK(read.skipped() ==
        Names{"new/ses_a/broken.json", "new/ses_a/fifo.json", "new/ses_a/up", "todo.json"});
}

}  // namespace sessionstore::tests
