#include <catch2/catch.hpp>

#include "home.h"
#include "opencode_go/go_database.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

/// A directory `app` of the home that the Go OpenCode was run in.
std::filesystem::path make_app(const Home& home) {
  const auto app = home.path() / "app";
  std::filesystem::create_directories(app / ".opencode");
  Home::run_sql(app / ".opencode" / "opencode.db", original_sql());
  return app;
}

}  // namespace

TEST_CASE("import takes in the Go OpenCode's sessions, and show shows them") {
  const Home home;
  make_app(home);
  const auto report = home.run_json({"import", "opencode-go:~/app"});
  CHECK(report["sessions"] == 2);
  CHECK(report["verified"] == 2);
  CHECK(report["skipped"].empty());
  const auto shown = home.run({"show", "b0a7"});
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.out, Contains("Título 🚀") && Contains("Write it: 你") && Contains("┊ Hm") &&
                            Contains("claude-3.7-sonnet") && Contains("● write") &&
                            Contains("│ done"));
  const auto verified = home.run_json({"verify", "--from", "opencode-go:~/app", "--to", "store"});
  CHECK(verified["ok"] == true);
}

TEST_CASE("the Go OpenCode's place needs a path, and is no place to copy to") {
  const Home home;
  make_app(home);
  CHECK(home.run({"import", "opencode-go:"}).exit_code == 2);
  CHECK(home.run({"import", "opencode-go:~/nothing"}).exit_code == 10);
  REQUIRE(home.run({"import", "opencode-go:~/app"}).exit_code == 0);
  for (const std::string to : {"opencode-go:~/app", "opencode-go:u:p@tcp(127.0.0.1:1)/db"}) {
    const auto refused = home.run({"copy", "--from", "store", "--to", to});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.err, Contains("'opencode-go:' is no kind of place that can be used here"));
  }
}

TEST_CASE("a password in the name of a server is never shown") {
  const Home home;
  for (const std::string dsn : {"opencode-go:u:TOPSECRET@tcp(127.0.0.1:1)/db",
                                "opencode-go:mysql://u:TOPSECRET@127.0.0.1:1/db",
                                "opencode-go:u:TOPSECRET@tcp(127.0.0.1:1)"}) {
    INFO(dsn);
    const auto result = home.run({"import", dsn});
    CHECK(result.exit_code != 0);
    CHECK_THAT(result.out + result.err, !Contains("TOPSECRET"));
  }
}
