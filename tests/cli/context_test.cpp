#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("a store that is not there is told with what makes it") {
  const Home home;
  for (const char* command : {"list", "projects", "verify"}) {
    const auto result = home.run({command});
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err, Contains("sessionstore import"));
  }
  CHECK(home.run_json({"show", "ses_1"}, 10)["error"]["code"] == "not_found");
  CHECK_FALSE(std::filesystem::exists(home.path() / ".opencode"));
}

TEST_CASE("a MySQL server that cannot be reached is an error, and nothing else is used") {
  Home home;
  home.put_store();
  // Nobody listens on port 1.
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--store", "mysql://me:hidden@127.0.0.1:1/db?timeout=1s", "list"},
        {"--store", "me:hidden@tcp(127.0.0.1:1)/db", "list"}}) {
    const auto result = home.run(arguments);
    INFO(result.err);
    CHECK(result.exit_code == 7);
    CHECK_THAT(result.err, Contains("127.0.0.1:1") && !Contains("hidden"));
    CHECK(result.out.empty());
  }
  home.variables["OPENCODE_SESSION_PROVIDER_TYPE"] = "mysql";
  CHECK(home.run({"list"}).exit_code == 2);  // no address
  home.variables["OPENCODE_MYSQL_DSN"] = "me:hidden@tcp(127.0.0.1:1)/db";
  const auto error = home.run_json({"import"}, 7)["error"];
  CHECK(error["code"] == "unavailable");
  CHECK(error["retryable"] == true);
  CHECK_THAT(error.dump(), !Contains("hidden"));
}

TEST_CASE("an unknown provider is refused with the known ones") {
  const Home home;
  const auto result = home.run({"--provider", "sqlit", "status"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("sqlite"));
}

TEST_CASE("a --store of no known kind is refused, and not printed beyond its kind") {
  const Home home;
  const auto unknown = home.run({"--store", "oracle:me:hidden@x", "list"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("'oracle:'") && Contains("sqlite:") && !Contains("hidden"));
  const auto path = home.run({"--store", "/tmp/x.db", "list"});
  CHECK(path.exit_code == 2);
  CHECK_THAT(path.err, Contains("sqlite:"));
  const auto contradiction = home.run({"--provider", "mysql", "--store", "sqlite:x.db", "list"});
  CHECK(contradiction.exit_code == 2);
  CHECK_THAT(contradiction.err, Contains("contradicts"));
}

TEST_CASE("--store names another store, and 'store' the configured one") {
  const Home home;
  home.put_store();
  CHECK(home.run_json({"--store", "store", "status"})["sessions"] ==
        home.run_json({"status"})["sessions"]);
  CHECK(home.run({"--store", "sqlite:" + (home.work() / "none.db").string(), "list"}).exit_code ==
        10);
  std::filesystem::rename(home.store_file(), home.path() / "copy.db");
  CHECK(home.run_json({"--store", "sqlite:~/copy.db", "status"})["exists"] == true);
}

TEST_CASE("a broken configuration is an error that names the file and the line") {
  const Home home;
  home.put_store();
  write_file(home.path() / ".opencode.json", "{\n  \"sessionProvider\": {\n    \"type\": ,\n");
  const auto result = home.run({"list"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains(".opencode.json:3"));
  CHECK(home.run_json({"list"}, 2)["error"]["code"] == "invalid_argument");
}

TEST_CASE("a broken configuration of the working directory is an error as well") {
  const Home home;
  home.put_store();
  write_file(home.work() / ".opencode.json", "{\"sessionProvider\": {\"tpye\": \"sqlite\"}}");
  const auto result = home.run({"list"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("tpye") && Contains("type"));
}

TEST_CASE("a directory that cannot be written is told as such") {
  const Home home;
  home.unpack_opencode();
  std::filesystem::create_directories(home.path() / ".opencode");
  ::chmod((home.path() / ".opencode").c_str(), 0500);
  std::vector<std::string> command = program({"import"});
  if (::geteuid() == 0) {
    // The administrator may write anywhere, so somebody else runs it.
    const std::string nobody = "65534";
    REQUIRE(run_process({"/bin/chown", "-R", nobody + ":" + nobody, home.path()}, home.options())
                .exit_code == 0);
    command.insert(command.begin(), {"/usr/bin/setpriv", "--reuid", nobody, "--regid", nobody,
                                     "--clear-groups", "--"});
  }
  const auto result = run_process(command, home.options());
  ::chmod((home.path() / ".opencode").c_str(), 0700);
  INFO(result.out << result.err);
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.err, Contains(".opencode"));
}

TEST_CASE("a file that is no store is refused and left alone") {
  const Home home;
  write_file(home.path() / "notes.db", "these are my notes, not a database at all, keep them");
  const auto result =
      home.run({"--store", "sqlite:" + (home.path() / "notes.db").string(), "list"});
  INFO(result.err);
  CHECK(result.exit_code == 5);
  CHECK(read_file(home.path() / "notes.db").starts_with("these are my notes"));
}
