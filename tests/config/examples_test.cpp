#include <catch2/catch.hpp>
#include <set>

#include "sandbox.h"

using sessionstore::tests::Sandbox;

namespace {

const std::filesystem::path kExamples =
    std::filesystem::path(TESTS_DATA_DIR).parent_path().parent_path() / "config/examples";

sessionstore::config::Configuration load(Sandbox& box, const char* name) {
  box.overrides.config_file = kExamples / name;
  return box.load();
}

}  // namespace

TEST_CASE("the example for sqlite loads") {
  Sandbox box;
  const auto configuration = load(box, "sqlite.opencode.json");
  CHECK(configuration.provider() == "sqlite");
  CHECK(configuration.open_options().settings.at("path") ==
        (box.home() / ".opencode/sessionstore.db").string());
}

TEST_CASE("the example for mysql loads") {
  Sandbox box;
  const auto configuration = load(box, "mysql.opencode.json");
  CHECK(configuration.provider() == "mysql");
  const auto& settings = configuration.settings();
  CHECK(settings.at("sessionProvider.mysql.host").value == "db.example.com");
  CHECK(settings.at("sessionProvider.mysql.tlsCa").value ==
        (box.home() / ".config/opencode/team-ca.pem").string());
  CHECK(settings.at("sessionProvider.mysql.passwordCommand").value ==
        R"(["pass","show","team/opencode-mysql"])");
}

TEST_CASE("the example with a DSN loads") {
  Sandbox box;
  box.variables["OPENCODE_MYSQL_PASSWORD"] = "hunter2";
  const auto settings = load(box, "mysql-dsn.opencode.json").open_options().settings;
  CHECK(settings.at("host") == "db.example.com");
  CHECK(settings.at("database") == "opencode");
  CHECK(settings.at("password") == "hunter2");
  CHECK(settings.at("dialTimeout") == "5000");
  CHECK(settings.at("maxIdleConnections") == "4");
}

TEST_CASE("each example has a test") {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kExamples)) {
    names.insert(file.path().filename().string());
  }
  CHECK(names == std::set<std::string>{"sqlite.opencode.json", "mysql.opencode.json",
                                       "mysql-dsn.opencode.json"});
}
