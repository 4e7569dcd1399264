// export to bundles and stores; documents are in export_documents_test.cpp.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <set>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

struct ExportPlaces {
  Home home;
  std::string file = (home.path() / "history.bundle").string();
  std::string bundle = "bundle:" + file;
  std::string other = "sqlite:" + (home.path() / "other.db").string();

  ExportPlaces() { home.put_store(); }
  [[nodiscard]] std::set<std::string> ids_in(const std::string& store) const {
    const auto list =
        home.run_json({"--store", store, "list", "--all-projects", "--children", "--archived"});
    std::set<std::string> ids;
    for (const auto& session : list["sessions"]) {
      ids.insert(session["id"]);
    }
    return ids;
  }
};

constexpr const char* kParent = "ses_e0417f662ffelvx6Rf4SZU9y8F";

}  // namespace

TEST_CASE(
    "a whole store goes through a bundle: verified, owner only, and equal on the other side") {
  const ExportPlaces places;
  const auto report = places.home.run_json({"export", "--all-projects", "--to", places.bundle});
  CHECK(report["sessions"] == 32);
  CHECK(report["written"] == 32);
  CHECK(report["verified"] == 32);
  CHECK(report["parts"] == 241);
  CHECK(report["skipped"].empty());
  CHECK(report["to"] == places.bundle);
  struct stat status {};
  REQUIRE(::stat(places.file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);

  const auto import = places.home.run_json({"--store", places.other, "import", places.bundle});
  CHECK(import["written"] == 32);
  CHECK(places.home.run_json({"--store", places.other, "import", places.bundle})["unchanged"] ==
        32);
  CHECK(places.home.run_json({"verify", "--from", "store", "--to", places.other})["ok"] == true);
  CHECK(places.home.run_json({"verify", "--from", "store", "--to", places.bundle})["ok"] == true);
  const auto verdict = places.home.run_json({"verify", "--from", places.bundle});
  CHECK(verdict["ok"] == true);
  CHECK(verdict["messages"] == 95);
}

TEST_CASE(
    "a bundle goes from standard output to standard input, and the report to standard error") {
  const ExportPlaces places;
  const auto out = places.home.run({"export", "--all-projects", "--to", "bundle:-"});
  CHECK(out.exit_code == 0);
  CHECK(out.out.starts_with("\x28\xB5\x2F\xFD"));
  CHECK_THAT(out.err, Contains("32 written"));
  const auto json = places.home.run({"export", "--all-projects", "--format", "bundle", "--json"});
  CHECK(nlohmann::json::parse(json.err)["written"] == 32);

  ProcessOptions options = places.home.options();
  options.input = out.out;
  const auto in = run_process(program({"--store", places.other, "import", "bundle:-"}), options);
  CHECK(in.exit_code == 0);
  CHECK_THAT(in.out, Contains("32 written"));
  CHECK(places.home.run({"verify", "--from", "store", "--to", places.other}).exit_code == 0);
}

TEST_CASE("export takes the sessions that are named, by prefixes, with their children") {
  const ExportPlaces places;
  std::string child;
  for (const auto& session : places.home.all_sessions()) {
    if (!session["parent"].is_null()) {
      child = session["id"];
    }
  }
  REQUIRE_FALSE(child.empty());
  const std::string parent =
      places.home.run_json({"show", child})["session"]["parent"].get<std::string>();
  const auto to = GENERATE(as<std::string>(), "bundle", "sqlite");
  const std::string target = to == "bundle" ? places.bundle : places.other;
  const auto report =
      places.home.run_json({"export", parent.substr(0, parent.size() - 3), "--to", target});
  CHECK(report["sessions"].get<int>() >= 2);
  CHECK(report["projects"] == 1);
  if (to == "bundle") {
    REQUIRE(places.home.run({"--store", places.other, "import", target}).exit_code == 0);
  }
  const auto ids = places.ids_in(places.other);
  CHECK(ids.contains(parent));
  CHECK(ids.contains(child));
  CHECK(ids.size() == report["sessions"]);
}

TEST_CASE(
    "without ids export takes the project's sessions, archived ones where that is asked for") {
  const ExportPlaces places;
  const std::vector<std::string> list = {"--project", "gitremote", "list", "--limit", "1000"};
  const auto roots = places.home.run_json(list)["sessions"];
  REQUIRE(places.home.run({"archive", roots[0]["id"]}).exit_code == 0);
  const auto without = places.home.run({"--project", "gitremote", "export", "--to", places.bundle});
  CHECK(without.exit_code == 0);
  CHECK_THAT(without.err, Contains("2 archived sessions left out: --archived"));
  CHECK(places.home.run({"--store", places.other, "import", places.bundle}).exit_code == 0);
  CHECK_FALSE(places.ids_in(places.other).contains(roots[0]["id"]));
  const auto with = places.home.run_json(
      {"--project", "gitremote", "export", "--archived", "--to", places.bundle});
  CHECK(places.ids_in(places.other).size() + 2 == with["sessions"]);
}

TEST_CASE("copy brings OpenCode's own data into a bundle and a bundle into a store") {
  const ExportPlaces places;
  places.home.unpack_opencode();
  const std::string opencode = "opencode:~/.local/share/opencode";
  CHECK(places.home.run_json({"copy", "--from", opencode, "--to", places.bundle})["written"] == 32);
  CHECK(places.home.run_json({"verify", "--from", opencode, "--to", places.bundle})["ok"] == true);
  CHECK(places.home.run_json({"copy", "--from", places.bundle, "--to", places.other})["written"] ==
        32);
  const auto same = places.home.run({"copy", "--from", places.bundle, "--to", places.bundle});
  CHECK(same.exit_code == 2);
}

TEST_CASE("a damaged bundle is refused before anything is taken, and salvaged by name") {
  const ExportPlaces places;
  REQUIRE(places.home.run({"export", "--all-projects", "--to", places.bundle}).exit_code == 0);
  std::string content = read_file(places.file);
  const std::size_t middle = content.size() / 2;
  content[middle] = static_cast<char>(content[middle] ^ 0x20);
  write_file(places.file, content);

  const auto refused = places.home.run({"--store", places.other, "import", places.bundle});
  CHECK(refused.exit_code == 5);
  CHECK_THAT(refused.err, Contains("session ses_") && Contains("--salvage"));
  CHECK_FALSE(std::filesystem::exists(places.home.path() / "other.db"));

  const auto verdict = places.home.run_json({"verify", "--from", places.bundle}, 5);
  CHECK(verdict["sessions"] == 31);
  CHECK_THAT(verdict["differences"].dump(), Contains("ses_"));

  const auto report =
      places.home.run_json({"--store", places.other, "import", "--salvage", places.bundle}, 3);
  CHECK(report["written"] == 31);
  CHECK_THAT(report["skipped"].dump(), Contains("session ses_"));
  CHECK(places.home.run({"--store", places.other, "verify"}).exit_code == 0);
}

TEST_CASE("a bundle that exists is replaced by a whole one only") {
  const ExportPlaces places;
  write_file(places.file, "what was there before");
  const auto failed = places.home.run({"export", "ses_unknown", "--to", places.bundle});
  CHECK(failed.exit_code == 10);
  CHECK(read_file(places.file) == "what was there before");
  CHECK(places.home.run({"export", kParent, "--to", places.bundle}).exit_code == 0);
  CHECK(places.home.run({"verify", "--from", places.bundle}).exit_code == 0);
}

TEST_CASE("a damaged row of the store is named, the bundle has the rest, and export exits with 3") {
  const ExportPlaces places;
  places.home.execute("UPDATE ss_part SET data = replace(data, 'Let me think', 'Let me sink')");
  const auto report = places.home.run_json({"export", "--all-projects", "--to", places.bundle}, 3);
  CHECK(report["written"] == 32);
  CHECK_THAT(report["skipped"].dump(), Contains(kParent));
  CHECK(places.home.run({"verify", "--from", places.bundle}).exit_code == 0);
}

TEST_CASE("nothing binary reaches a terminal, and none is read from one") {
  const ExportPlaces places;
  const auto out = places.home.run_on_terminal({"export", "--all-projects", "--to", "bundle:-"});
  CHECK(out.exit_code == 2);
  CHECK_THAT(out.out, Contains("terminal") && !Contains("\x28\xB5\x2F\xFD"));
  const auto in = places.home.run_on_terminal({"import", "bundle:-"});
  CHECK(in.exit_code == 2);
  CHECK_THAT(in.out, Contains("terminal"));
}

TEST_CASE("export says what it needs") {
  const ExportPlaces places;
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"export"},
           {"export", "--to", places.bundle, "--format", "bundle"},
           {"export", "--to", places.bundle, "--output", "x"},
           {"export", "--format", "pdf"},
           {"export", "--to", "bundle:"},
           {"export", "--to", "nowhere:x"},
           {"import", "--salvage", places.other},
           {"verify", "--from", places.other}}) {
    const auto result = places.home.run(wrong);
    INFO(result.err);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("hint:"));
  }
  CHECK(places.home.run({"export", "--all-projects", "--to", "bundle:no/such/dir/x"}).exit_code ==
        10);
  CHECK_THAT(places.home.run({"export", "--to", "nowhere:x", "--all-projects"}).err,
             Contains("bundle:"));
}
