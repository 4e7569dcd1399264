#include "flat_files/links.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "flat_files/names.h"
#include "interop/storage_tree.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// A storage/ with a message, and something private beside it.
struct LinkedTree {
  tests::StorageTree tree;
  fs::path elsewhere = tree.root().parent_path() / "elsewhere";

  LinkedTree() {
    tree.write("session/prj/ses_a.json", R"({"id":"ses_a","title":"t"})");
    tree.write("message/ses_a/msg_1.json", R"({"time":{"created":1}})");
    tree.write("part/msg_1/prt_1.json", R"({"type":"text"})");
    fs::create_directories(elsewhere / "deep");
    std::ofstream(elsewhere / "auth.json") << R"({"apiKey":"ELSEWHERE"})";
    std::ofstream(elsewhere / "deep/auth.json") << R"({"apiKey":"ELSEWHERE"})";
  }
  void link(const fs::path& to, const std::string& name) const {
    fs::create_directories((tree / name).parent_path());
    fs::create_symlink(to, tree / name);
  }
  [[nodiscard]] EntryKind end_of(const std::string& name) const {
    Directory root;
    REQUIRE(root.open(tree.root().c_str()) == 0);
    return follow_link(root, name).kind;
  }
};

std::string all_data(const tests::ReadTree& read) {
  std::string text;
  for (const Project& project : read.inventory.projects) {
    for (const Record& record : project.records) text += record.data.text();
  }
  for (const auto& [id, session] : read.sessions) {
    text += session.session.data.text();
    for (const Record& record : session.records) text += record.data.text();
    for (const Turn& turn : session.turns) {
      text += turn.message.data.text();
      for (const Part& part : turn.parts) text += part.data.text();
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a link to a file is followed as long as it stays in the storage") {
  const LinkedTree linked;
  linked.link("prt_1.json", "part/msg_1/beside.json");
  linked.link("../../message/ses_a/msg_1.json", "part/msg_1/up.json");
  linked.link("beside.json", "part/msg_1/twice.json");
  linked.link(linked.tree / "part/msg_1/prt_1.json", "part/msg_1/absolute.json");
  linked.link("../../../storage/part/msg_1/prt_1.json", "part/msg_1/round.json");
  CHECK(linked.end_of("part/msg_1/beside.json") == EntryKind::file);
  CHECK(linked.end_of("part/msg_1/up.json") == EntryKind::file);
  CHECK(linked.end_of("part/msg_1/twice.json") == EntryKind::file);
  CHECK(linked.end_of("part/msg_1/absolute.json") == EntryKind::file);
  CHECK(linked.end_of("part/msg_1/round.json") == EntryKind::outer_link);
  const tests::ReadTree read(linked.tree);
  CHECK(read.session("ses_a").turns.at(0).parts.size() == 5);
  CHECK(read.skipped() == Names{"part/msg_1/round.json"});
}

TEST_CASE("nothing outside of the storage is read, whichever way a link leads there") {
  const LinkedTree linked;
  const fs::path file = linked.elsewhere / "auth.json";
  linked.link(linked.elsewhere, "kind/directory");
  linked.link("../../elsewhere", "kind/relative");
  linked.link(file, "kind/file.json");
  linked.link("file.json", "kind/by_another.json");
  linked.link("directory/auth.json", "kind/through.json");
  linked.link(file, "todo/ses_a.json");
  linked.link(linked.elsewhere, "part/msg_2");
  linked.link(linked.elsewhere, "message/ses_b");
  linked.link(linked.elsewhere, "session/other");
  linked.link(file, "session/prj/ses_c.json");
  linked.link(file, "message/ses_a/msg_2.json");
  linked.link(file, "part/msg_1/prt_2.json");
  linked.link(file, "project/prj.json");
  linked.link("/proc/self/environ", "part/msg_1/prt_3.json");
  linked.link("/", "kind/all");
  const tests::ReadTree read(linked.tree);
  CHECK(all_data(read).find("ELSEWHERE") == std::string::npos);
  CHECK(read.skipped() ==
        Names{"kind/all", "kind/by_another.json", "kind/directory", "kind/file.json",
              "kind/relative", "kind/through.json", "message/ses_a/msg_2.json", "message/ses_b",
              "part/msg_1/prt_2.json", "part/msg_1/prt_3.json", "part/msg_2", "project/prj.json",
              "session/other", "session/prj/ses_c.json", "todo/ses_a.json"});
  CHECK(read.reason("kind/all").find("out of storage/") != std::string::npos);
  CHECK(read.reason("kind/by_another.json").find("out of storage/") != std::string::npos);
}

TEST_CASE("a top directory that is a link is named, and nothing below it is read") {
  const LinkedTree linked;
  const std::string kind = GENERATE(as<std::string>{}, "session", "message", "part", "project");
  fs::remove_all(linked.tree / kind);
  fs::create_directory_symlink(linked.elsewhere, linked.tree / kind);
  const tests::ReadTree read(linked.tree);
  CHECK(read.skipped() == Names{kind});
  CHECK(all_data(read).find("ELSEWHERE") == std::string::npos);
}

TEST_CASE("circles and what is no file end at once, with their reasons") {
  const LinkedTree linked;
  linked.link("b.json", "kind/a.json");
  linked.link("a.json", "kind/b.json");
  linked.link("self.json", "kind/self.json");
  linked.link("..", "kind/up");
  linked.link("nowhere", "kind/broken.json");
  REQUIRE(::mkfifo((linked.tree / "kind/fifo.json").c_str(), 0600) == 0);
  linked.link("fifo.json", "kind/to_fifo.json");
  linked.link("/dev/zero", "kind/zero.json");
  const tests::ReadTree read(linked.tree);
  CHECK(read.skipped() == Names{"kind/a.json", "kind/b.json", "kind/broken.json", "kind/fifo.json",
                                "kind/self.json", "kind/to_fifo.json", "kind/up",
                                "kind/zero.json"});
  CHECK(read.reason("kind/a.json") == problem_of(EntryKind::looping_link));
  CHECK(read.reason("kind/up") == problem_of(EntryKind::directory_link));
  CHECK(read.reason("kind/broken.json") == problem_of(EntryKind::broken_link));
  CHECK(read.reason("kind/to_fifo.json") == problem_of(EntryKind::other));
  CHECK(read.reason("kind/zero.json") == problem_of(EntryKind::outer_link));
}

TEST_CASE("directories that link to each other do not multiply") {
  const LinkedTree linked;
  // Followed, these would be 10^10 paths.
  for (int level = 0; level < 10; ++level) {
    const std::string folder = "kind/" + std::to_string(level);
    fs::create_directories(linked.tree / folder);
    for (int way = 0; way < 10; ++way) {
      linked.link("../" + std::to_string(level + 1), folder + "/" + std::to_string(way));
    }
  }
  linked.tree.write("kind/10/x.json", "1");
  const tests::ReadTree read(linked.tree);
  CHECK(read.skipped().size() == 100);
  CHECK(read.project("recovered").records.size() == 1);
}

TEST_CASE("storage/ itself, and what it lies in, may be links") {
  const LinkedTree linked;
  const fs::path data = linked.tree.root().parent_path() / "data";
  fs::create_directories(data);
  fs::create_directory_symlink(linked.tree.root(), data / "storage");
  linked.link(data / "storage/part/msg_1/prt_1.json", "part/msg_1/as_said.json");
  linked.link(linked.tree / "part/msg_1/prt_1.json", "part/msg_1/as_it_is.json");
  const auto source = open_flat_files(data / "storage", {});
  const tests::ReadTree read(*source);
  CHECK(read.skipped().empty());
  CHECK(read.session("ses_a").turns.at(0).parts.size() == 3);
}

}  // namespace sessionstore::interop
