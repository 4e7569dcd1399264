#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

TEST_CASE("help and version go to standard output") {
  const Home home;
  const auto help = home.run({"--help"});
  CHECK(help.exit_code == 0);
  CHECK_THAT(help.out, Contains("Examples:") && Contains("import") && Contains("--store"));
  CHECK(help.err.empty());
  const auto version = home.run({"--version"});
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, Catch::Matchers::Matches("sessionstore [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  const auto command = home.run({"list", "--help"});
  CHECK(command.exit_code == 0);
  CHECK_THAT(command.out, Contains("--limit") && Contains("sessionstore list --all-projects"));
}

TEST_CASE("without a command there is help on standard error, and exit 2") {
  const Home home;
  const auto result = home.run({});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Contains("Examples:"));
  CHECK(home.run_json({}, 2)["error"]["code"] == "invalid_argument");
}

TEST_CASE("an unknown command, option or argument is refused with the nearest name") {
  const Home home;
  const auto command = home.run({"lsit"});
  CHECK(command.exit_code == 2);
  CHECK_THAT(command.err, Contains("unknown command 'lsit'") && Contains("did you mean 'list'"));
  const auto option = home.run({"list", "--limt=5"});
  CHECK(option.exit_code == 2);
  CHECK_THAT(option.err, Contains("unknown option '--limt'") && Contains("did you mean '--limit'"));
  const auto global = home.run({"--stroe", "sqlite:x", "list"});
  CHECK(global.exit_code == 2);
  CHECK_THAT(global.err, Contains("did you mean '--store'"));
  const auto argument = home.run({"providers", "extra"});
  CHECK(argument.exit_code == 2);
  CHECK_THAT(argument.err, Contains("unexpected argument 'extra'"));
}

TEST_CASE("usage errors are JSON too when JSON was asked for") {
  const Home home;
  const auto unknown = home.run_json({"lsit"}, 2);
  CHECK(unknown["error"]["code"] == "invalid_argument");
  CHECK(unknown["error"]["message"] == "unknown command 'lsit'");
  CHECK(unknown["error"]["retryable"] == false);
  CHECK_THAT(unknown["error"]["hint"].get<std::string>(), Contains("list"));
  CHECK(home.run_json({"list", "--limit", "0"}, 2)["error"]["code"] == "invalid_argument");
  CHECK(home.run_json({"list", "--limit", "many"}, 2)["error"]["code"] == "invalid_argument");
  CHECK(home.run_json({"show"}, 2)["error"]["code"] == "invalid_argument");
}

TEST_CASE("global options work before and after the command") {
  Home home;
  home.put_store();
  const std::string store = "sqlite:" + home.store_file().string();
  home.variables["HOME"] = "/nonexistent";
  const auto before = home.run({"--json", "--all-projects", "--store", store, "list"});
  const auto after = home.run({"list", "--store", store, "--all-projects", "--json"});
  CHECK(before.exit_code == 0);
  CHECK(before.out == after.out);
  CHECK(nlohmann::json::parse(after.out)["sessions"].size() > 20);
}

TEST_CASE("a value that is a command's name is a value") {
  const Home home;
  home.put_store();
  const auto result = home.run({"rename", "ses_e0415ff9dffe", "list"});
  CHECK(result.exit_code == 0);
  CHECK(home.run_json({"show", "ses_e0415ff9dffe"})["session"]["title"] == "list");
}

TEST_CASE("options that exclude each other are refused") {
  const Home home;
  CHECK(home.run({"list", "--all-projects", "--project", "x"}).exit_code == 2);
  CHECK(home.run({"list", "--quiet", "--verbose"}).exit_code == 2);
}

TEST_CASE("a reader that goes away ends the program without a word") {
  const Home home;
  home.put_store();
  const auto result = run_process(
      {"/bin/bash", "-c",
       "for i in 1 2 3; do \"$0\" show ses_e0417e36effe17bQg4JmeeBhxp --full | head -n 1; done",
       SESSIONSTORE_PROGRAM},
      home.options());
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK_FALSE(result.out.empty());
}

TEST_CASE("a full disk under standard output is an error") {
  const Home home;
  home.put_store();
  const auto result = run_process(
      {"/bin/bash", "-c", "\"$0\" list --all-projects > /dev/full", SESSIONSTORE_PROGRAM},
      home.options());
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.err, Contains("No space left"));
}
