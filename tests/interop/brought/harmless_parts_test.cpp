#include "brought/harmless_parts.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/process.h"
#include "support/temporary_directory.h"

namespace sessionstore::tests {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using interop::BroughtPart;
using interop::HarmlessParts;
using interop::SnapshotsHere;

/// A work tree, and OpenCode's data with one snapshot of project p1.
struct Surroundings {
  TemporaryDirectory place;
  fs::path app = place.path() / "app";
  fs::path data = place.path() / "data";
  std::string hash;
  SnapshotsHere snapshots{data};
  HarmlessParts parts{snapshots, "p1", app};

  /// `below`: where OpenCode's version keeps a project's repository.
  explicit Surroundings(const std::string& below = "p1") {
    fs::create_directories(app / "src");
    std::ofstream(place.path() / "key") << "KEY";
    const fs::path repository = data / "snapshot" / below;
    fs::create_directories(repository);
    git({"init", "--quiet", "--bare", repository.string()});
    hash = git({"--git-dir", repository.string(), "hash-object", "-w", "--stdin"});
    hash.resize(40);
  }
  std::string git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"/usr/bin/env", "git"});
    const ProcessResult result =
        run_process(arguments, {place.path(), {{"PATH", "/usr/bin:/bin"}}, {}});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result.out;
  }
  [[nodiscard]] BroughtPart judge(const std::string& part, bool is_last = false) const {
    return parts.judge(json::Document::parse(part), is_last);
  }
  [[nodiscard]] std::string patch(const std::string& of, const std::string& file) const {
    return fmt::format(R"({{"type":"patch","hash":"{}","files":["{}"]}})", of, file);
  }
};

}  // namespace

TEST_CASE("a patch is brought where its snapshot is of here and its files are the session's") {
  const Surroundings here(GENERATE("p1", "p1/0f3a"));
  const auto is_brought = [&](const std::string& part) { return here.judge(part).brought; };
  const std::string inside = (here.app / "src/new.cpp").string();
  CHECK(is_brought(here.patch(here.hash, inside)));
  CHECK_FALSE(is_brought(here.patch(std::string(40, 'a'), inside)));
  CHECK_FALSE(is_brought(here.patch("--output=" + here.place.path().string() + "/key", inside)));
  CHECK_FALSE(is_brought(here.patch("", inside)));
  for (const std::string& outside :
       {(here.place.path() / "key").string(), (here.app / "../key").string(), std::string("/etc"),
        std::string("src/new.cpp"), std::string()}) {
    CAPTURE(outside);
    CHECK_FALSE(is_brought(here.patch(here.hash, outside)));
  }
  fs::create_directory_symlink(here.place.path(), here.app / "out");
  CHECK_FALSE(is_brought(here.patch(here.hash, (here.app / "out/key").string())));
  CHECK_FALSE(is_brought(R"({"type":"patch"})"));
  CHECK_THAT(here.judge(R"({"type":"patch"})").note, Contains("undo"));
}

TEST_CASE("a patch of another project's snapshot is not brought") {
  const Surroundings here;
  const std::string part = here.patch(here.hash, (here.app / "x").string());
  const auto judged = [&](const std::string& project) {
    const HarmlessParts parts(here.snapshots, project, here.app);
    return parts.judge(json::Document::parse(part), false).brought;
  };
  CHECK(judged("p1"));
  for (const char* const project : {"p2", "", ".", "..", "../snapshot/p1"})
    CHECK_FALSE(judged(project));
}

TEST_CASE("a snapshot id that git would take for an option is left out") {
  const Surroundings here;
  const std::string good = R"({"type":"step-start","snapshot":")" + std::string(40, 'b') + "\"}";
  CHECK(here.judge(good).data.text() == good);
  CHECK(here.judge(good).note.empty());
  for (const char* const type : {"step-start", "step-finish"}) {
    const auto judged =
        here.judge(fmt::format(R"({{"type":"{}","snapshot":"--output=/tmp/x"}})", type));
    CHECK(judged.data.text() == fmt::format(R"({{"type":"{}"}})", type));
    CHECK_FALSE(judged.note.empty());
  }
  CHECK_FALSE(here.judge(R"({"type":"snapshot","snapshot":"--output=/tmp/x"})").brought);
  CHECK_FALSE(here.judge(R"({"type":"snapshot","snapshot":1})").brought);
}

TEST_CASE("a file is brought as data, or as the name of a text that is the session's own") {
  const Surroundings here;
  const auto is_brought = [&](const std::string& mime, const std::string& url) {
    return here.judge(fmt::format(R"({{"type":"file","mime":"{}","url":"{}"}})", mime, url))
        .brought;
  };
  const std::string key = "file://" + (here.place.path() / "key").string();
  const std::string inside = "file://" + (here.app / "src").string();
  CHECK(is_brought("image/png", "data:image/png;base64,AA"));
  CHECK_FALSE(is_brought("image/png", key));
  CHECK_FALSE(is_brought("image/png", inside));
  CHECK_FALSE(is_brought("image/png", "http://evil.example/pixel.png"));
  CHECK(is_brought("text/plain", inside));
  CHECK(is_brought("application/x-directory", inside));
  CHECK(is_brought("text/plain", "file:///nowhere/at/all.cpp?start=1"));
  CHECK_FALSE(is_brought("text/plain", key));
  CHECK_FALSE(is_brought("text/plain", "FILE://" + (here.app / "../key").string()));
  CHECK_FALSE(is_brought("text/plain", (here.place.path() / "key").string()));
  CHECK_FALSE(is_brought("text/plain", "file://server/share"));
}

TEST_CASE("a tool's attachments are brought as data only") {
  const Surroundings here;
  const auto judged = here.judge(
      R"({"type":"tool","state":{"status":"completed","attachments":[)"
      R"({"type":"file","mime":"image/png","url":"data:,x"},)"
      R"({"type":"file","mime":"image/png","url":"file:///etc/shadow"}],"output":"o"}})");
  CHECK(judged.brought);
  CHECK(judged.data.text() ==
        R"({"type":"tool","state":{"status":"completed","attachments":[)"
        R"({"type":"file","mime":"image/png","url":"data:,x"}],"output":"o"}})");
  CHECK_THAT(judged.note, Contains("attachment"));
}

TEST_CASE("what OpenCode would carry out next is brought only where it has been answered") {
  const Surroundings here;
  for (const char* const part :
       {R"({"type":"subtask","prompt":"p"})", R"({"type":"compaction"})"}) {
    CHECK(here.judge(part, false).brought);
    CHECK_FALSE(here.judge(part, true).brought);
  }
  CHECK(here.judge(R"({"type":"text","text":"t"})", true).brought);
}

}  // namespace sessionstore::tests
