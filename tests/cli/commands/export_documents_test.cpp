// export --format opencode and markdown.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

struct Stored {
  Home home;
  Stored() { home.put_store(); }
};

/// One with children, tools, files and patches.
constexpr const char* kSession = "ses_e04180a32ffeIL6097jqAF4wcF";

std::size_t files_in(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), {}));
}

}  // namespace

TEST_CASE("OpenCode's document is byte for byte what its own export wrote") {
  const Stored stored;
  const auto result = stored.home.run({"export", kSession, "--format", "opencode"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == read_file(TESTS_DATA_DIR "/export-1.1.65.json"));
  CHECK_THAT(result.err, Contains("1 written") && Contains("no place"));
}

TEST_CASE("each session becomes a file of its own in a directory") {
  const Stored stored;
  const std::string format = GENERATE(as<std::string>(), "opencode", "markdown");
  const auto directory = stored.home.path() / "out";
  const auto report = stored.home.run_json(
      {"export", "--all-projects", "--format", format, "--output", directory.string() + "/"});
  CHECK(report["sessions"] == 32);
  CHECK(report["written"] == 32);
  CHECK(report["parts"] == 241);
  CHECK(files_in(directory) == 32);
  const auto file = directory / (std::string(kSession) + (format == "opencode" ? ".json" : ".md"));
  CHECK(std::filesystem::file_size(file) > 1000);
  CHECK(stored.home
            .run({"export", "--all-projects", "--format", format, "--output", directory.string()})
            .exit_code == 0);
  CHECK(files_in(directory) == 32);
}

TEST_CASE("several sessions are refused as one document") {
  const Stored stored;
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{}, std::vector<std::string>{"--output", "one.json"}}) {
    std::vector<std::string> arguments = {"export", "--all-projects", "--format", "opencode"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = stored.home.run(arguments);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("29 sessions") && Contains("--output DIR/"));
    CHECK(result.out.empty());
  }
}

TEST_CASE("a child session that is left out is told of") {
  const Stored stored;
  for (const auto& session : stored.home.all_sessions()) {
    if (!session["parent"].is_null()) {
      const auto result = stored.home.run(
          {"export", session["parent"], "--format", "markdown", "--output", "one.md"});
      CHECK(result.exit_code == 0);
      CHECK_THAT(result.err, Contains("not in this document"));
      CHECK_THAT(read_file(stored.home.work() / "one.md"), Contains("## user"));
    }
  }
}

TEST_CASE("neither document has a share's address") {
  const Stored stored;
  const auto directory = stored.home.path() / "out";
  for (const char* const format : {"opencode", "markdown"}) {
    CHECK(stored.home
              .run({"export", "--all-projects", "--format", format, "--output",
                    directory.string() + "/"})
              .exit_code == 0);
  }
  std::size_t shared = 0;
  for (const auto& session : stored.home.all_sessions()) {
    const std::string id = session["id"];
    const auto data = stored.home.run_json({"show", id})["session"]["data"];
    if (data.contains("share")) {
      ++shared;
      const std::string url = data["share"]["url"];
      CHECK_THAT(read_file(directory / (id + ".json")), !Contains(url));
      CHECK_THAT(read_file(directory / (id + ".md")), !Contains(url));
    }
  }
  CHECK(shared > 0);
}

TEST_CASE("a damaged row is named in both documents' reports") {
  const Stored stored;
  stored.home.execute("UPDATE ss_part SET data = replace(data, 'Let me think', 'Let me sink')");
  for (const char* const format : {"opencode", "markdown"}) {
    const auto result =
        stored.home.run({"export", "ses_e0417f662ffelvx6Rf4SZU9y8F", "--format", format, "--json"});
    CHECK(result.exit_code == 3);
    CHECK(nlohmann::json::parse(result.err.substr(result.err.find('{')))["skipped"].size() == 1);
    CHECK_THAT(result.out, !Contains("Let me sink"));
  }
}
