// Sessions back into OpenCode's own database.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

/// A store of the real history, and an empty database of OpenCode 1.18 on "another machine".
struct Machines {
  Home home;
  fs::path data = home.path() / "data";
  fs::path code = home.path() / "code";
  std::string place = "opencode:" + data.string();

  Machines() {
    home.put_store();
    fs::create_directories(data);
    fs::create_directories(code / "gitremote" / "src");
    const std::string unpack =
        "tar -xzf '" TESTS_DATA_DIR "/opencode-databases.tar.gz' -C '" + home.path().string() + "'";
    REQUIRE(std::system(unpack.c_str()) == 0);
    Home::run_sql(data / "opencode.db",
                  read_file(home.path() / "schema" / "schema-1.18.34-fresh.sql"));
  }
};

constexpr const char* kExported = "ses_e04180a32ffeIL6097jqAF4wcF";

}  // namespace

TEST_CASE("a session is brought into OpenCode's database, and how to go on with it is said") {
  const Machines machines;
  const auto result = machines.home.run({"export", kExported, "--to", machines.place, "--map",
                                         "/home/dev/code=" + machines.code.string()});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains(std::string("opencode -s ") + kExported));
  const auto verdict =
      machines.home.run_json({"--store", "sqlite:again.db", "import", machines.place});
  CHECK(verdict["sessions"] == 1);
  CHECK(verdict["skipped"].empty());
}

TEST_CASE("${HOME} in a rule is the home directory") {
  const Machines machines;
  const auto report = machines.home.run_json(
      {"export", kExported, "--to", machines.place, "--map", "/home/dev=${HOME}"});
  CHECK(report["written"] == 1);
}

TEST_CASE("a session that has no directory here is named with what to say") {
  const Machines machines;
  const auto report = machines.home.run_json({"export", kExported, "--to", machines.place}, 3);
  CHECK(report["written"] == 0);
  REQUIRE(report["skipped"].size() == 1);
  CHECK_THAT(report["skipped"][0]["reason"].get<std::string>(), Contains("/home/dev/code"));
}

TEST_CASE("--map is refused where it is no rule, and where it has no use") {
  const Machines machines;
  for (const char* const rule : {"/a", "=/b", "/a="}) {
    const auto result =
        machines.home.run({"export", kExported, "--to", machines.place, "--map", rule});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("FROM=TO"));
  }
  const auto useless =
      machines.home.run({"export", kExported, "--to", "sqlite:x.db", "--map", "/a=/b"});
  CHECK(useless.exit_code == 2);
  CHECK_THAT(useless.err, Contains("--map"));
}

TEST_CASE("of one's own data the database that OPENCODE_DB names is written to") {
  Machines machines;
  const fs::path own = machines.home.path() / ".local" / "share" / "opencode";
  fs::create_directories(own);
  const fs::path named = own / "other.db";
  fs::copy_file(machines.data / "opencode.db", own / "opencode.db");
  fs::copy_file(machines.data / "opencode.db", named);
  const auto sent_to = [&](const std::string& place) {
    const auto report = machines.home.run_json(
        {"export", kExported, "--to", place, "--map", "/home/dev/code=" + machines.code.string()});
    CHECK(report["written"] == 1);
    return report["to"].get<std::string>();
  };
  SECTION("by its name in the data directory") {
    machines.home.variables["OPENCODE_DB"] = "other.db";
    CHECK(sent_to("opencode:") == "opencode:" + named.string());
  }
  SECTION("by its whole path, and the directory named") {
    machines.home.variables["OPENCODE_DB"] = named.string();
    CHECK(sent_to("opencode:~/.local/share/opencode") == "opencode:" + named.string());
  }
  SECTION("but not where another directory is named") {
    machines.home.variables["OPENCODE_DB"] = named.string();
    CHECK(sent_to(machines.place) == machines.place + "/opencode.db");
  }
  SECTION("and without the variable it is opencode.db") {
    CHECK(sent_to("opencode:") == "opencode:" + (own / "opencode.db").string());
  }
}
