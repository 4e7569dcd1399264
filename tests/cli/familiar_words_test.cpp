#include "familiar_words.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "home.h"

using namespace sessionstore::cli;
using namespace sessionstore::tests;
using Catch::Matchers::Contains;
using Words = std::vector<std::string>;

TEST_CASE("what people of other programs write first is understood") {
  CHECK(in_our_words({}).empty());
  CHECK(in_our_words({"help"}) == Words{"--help"});
  CHECK(in_our_words({"help", "rm"}) == Words{"delete", "--help"});
  CHECK(in_our_words({"rm", "ses_1", "help"}) == Words{"delete", "ses_1", "help"});
  CHECK(in_our_words({"list", "log"}) == Words{"list", "log"});
  CHECK(in_our_words({"--json", "rm", "x"}) == Words{"--json", "delete", "x"});
  CHECK(in_our_words({"--project", "log"}) == Words{"--project", "log"});
}

TEST_CASE("help, version and other names of commands work, and what is missing says what to use") {
  const Home home;
  home.put_store();
  CHECK_THAT(home.run({"help"}).out, Contains("Examples:"));
  CHECK_THAT(home.run({"help", "sync"}).out, Contains("sessionstore sync --watch"));
  CHECK(home.run({"help", "nothing"}).exit_code == 2);
  CHECK(home.run({"version"}).out == home.run({"--version"}).out);
  CHECK(home.run_json({"--version"})["version"].is_string());
  CHECK(home.run({"log", "--all-projects"}).out == home.run({"list", "--all-projects"}).out);
  CHECK(home.run({"rm", "ses_e0417f662ffelvx6Rf4SZU9y8F", "--yes"}).exit_code == 0);
  CHECK(home.run({"show", "ses_e0417f662ffelvx6Rf4SZU9y8F"}).exit_code == 10);
  const auto search = home.run({"search", "words"});
  CHECK(search.exit_code == 2);
  CHECK_THAT(search.err, Contains("--format markdown"));
}

TEST_CASE("a hint names each option once, and none that is hidden") {
  const Home home;
  const std::string hint = home.run({"list", "--nothing"}).err;
  CHECK(hint.find("--help") == hint.rfind("--help"));
  CHECK_THAT(hint, Contains("--limit") && !Contains("--ids"));
}
