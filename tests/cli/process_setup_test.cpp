// What the program finds around it may be odd: it ends with a message, never by a signal.
#include <catch2/catch.hpp>

#include "home.h"

using namespace sessionstore::tests;
using Catch::Matchers::Contains;

namespace {

/// Runs `script` in a shell in which $0 is the program.
ProcessResult shell(const Home& home, const std::string& script) {
  return run_process({"/bin/bash", "-c", script, SESSIONSTORE_PROGRAM}, home.options());
}

ProcessResult in_removed_directory(const Home& home, const std::string& arguments) {
  return shell(home, "mkdir gone && cd gone && rmdir ../gone && \"$0\" " + arguments);
}

}  // namespace

TEST_CASE("what needs no working directory works where it was removed") {
  const Home home;
  home.put_store();
  home.unpack_opencode();
  for (const std::string arguments :
       {"--version", "--help", "list --all-projects", "show ses_e0417e36effe17bQg4JmeeBhxp",
        "config", "import", "import opencode:\"$HOME\"/.local/share/opencode", "verify",
        "status --all-projects", "export --all-projects --to bundle:\"$HOME\"/b", "providers",
        "trust --list"}) {
    const auto result = in_removed_directory(home, arguments);
    INFO(arguments << ": " << result.err);
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("what needs the working directory says that it was removed") {
  const Home home;
  home.put_store();
  for (const std::string arguments :
       {"list", "status", "project", "trust", "import opencode:here",
        "export ses_e0417e36effe17bQg4JmeeBhxp --format markdown --output here"}) {
    const auto result = in_removed_directory(home, arguments);
    INFO(arguments << ": " << result.err);
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err, Contains("the working directory is not there any more"));
  }
}

TEST_CASE("a descriptor that is closed is never a file's") {
  const Home home;
  home.put_store();
  const auto out = shell(home, "\"$0\" list --all-projects >&-");
  CHECK(out.exit_code == 1);
  CHECK_THAT(out.err, Contains("standard output: Bad file descriptor"));
  CHECK(shell(home, "\"$0\" list --all-projects 2>&-").exit_code == 0);
  CHECK(shell(home, "\"$0\" nonsense >&- 2>&-").exit_code == 2);
  const auto in = shell(home, "\"$0\" import bundle:- <&-");
  CHECK(in.exit_code != 0);
  CHECK_THAT(in.err, Contains("bundle:-"));
  home.unpack_opencode();
  CHECK(shell(home, "\"$0\" import <&- >&- 2>&-").exit_code == 1);
  CHECK(home.run({"verify"}).exit_code == 0);
}

TEST_CASE("a file that may not grow is an error with its name") {
  const Home home;
  home.unpack_opencode();
  const auto result = shell(home, "ulimit -f 64 && \"$0\" import");
  CHECK(result.signal == 0);
  CHECK(result.exit_code > 0);
  CHECK_THAT(result.err, Contains("sessionstore.db"));
}
