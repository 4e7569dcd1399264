// The completions and the manual page, held against the options that the program really has.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <regex>

#include "home.h"
#include "program.h"

using namespace sessionstore;
using namespace sessionstore::tests;

namespace {

const std::filesystem::path kCli = CLI_SOURCE_DIR;

/// Every command and every long option that some --help shows.
std::vector<std::string> words() {
  cli::Context context(config::Environment::of_process());
  cli::Program program(context);
  std::vector<std::string> words;
  const auto add = [&words](const CLI::App& app) {
    for (const CLI::Option* option : app.get_options()) {
      if (!option->get_group().empty()) {
        for (const std::string& name : option->get_lnames()) {
          words.push_back("--" + name);
        }
      }
    }
  };
  add(program.parser());
  for (const CLI::App* command : program.parser().get_subcommands({})) {
    words.push_back(command->get_name());
    add(*command);
  }
  return words;
}

bool has_word(const std::string& text, const std::string& word) {
  return std::regex_search(text, std::regex("(^|[^A-Za-z-])" + word + "([^A-Za-z-]|$)"));
}

bool installed(const std::string& program) {
  return std::filesystem::exists("/usr/bin/" + program) ||
         std::filesystem::exists("/bin/" + program);
}

ProcessResult run_tool(std::vector<std::string> arguments) {
  arguments.front() =
      (std::filesystem::exists("/usr/bin/" + arguments.front()) ? "/usr/bin/" : "/bin/") +
      arguments.front();
  return run_process(arguments, {{}, {{"PATH", "/usr/bin:/bin"}, {"HOME", "/nonexistent"}}, {}});
}

}  // namespace

TEST_CASE("every command and option stands in the completions and the manual page") {
  std::string man = read_file(kCli / "man/sessionstore.1");
  man = std::regex_replace(man, std::regex("\\\\-"), "-");
  const std::string bash = read_file(kCli / "completions/sessionstore.bash");
  const std::string zsh = read_file(kCli / "completions/_sessionstore");
  const std::string fish = read_file(kCli / "completions/sessionstore.fish");
  const std::vector<std::string> all = words();
  CHECK(all.size() > 25);
  for (const std::string& word : all) {
    CAPTURE(word);
    CHECK(has_word(man, word));
    CHECK(has_word(bash, word));
    CHECK(has_word(zsh, word));
    CHECK(has_word(fish, word.starts_with("--") ? "-l " + word.substr(2) : "-a " + word));
  }
}

TEST_CASE("the documentation names every command and option") {
  const std::string docs = read_file(kCli / "../docs/cli.md");
  for (const std::string& word : words()) {
    CAPTURE(word);
    CHECK(has_word(docs, word));
  }
}

TEST_CASE("the shells accept the completions") {
  CHECK(run_tool({"bash", "-n", (kCli / "completions/sessionstore.bash").string()}).exit_code == 0);
  if (installed("zsh")) {
    CHECK(run_tool({"zsh", "-n", (kCli / "completions/_sessionstore").string()}).exit_code == 0);
  }
  if (installed("fish")) {
    const auto result = run_tool({"fish", "-n", (kCli / "completions/sessionstore.fish").string()});
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("the manual page has no warnings") {
  const std::string page = (kCli / "man/sessionstore.1").string();
  if (installed("man")) {
    const auto result = run_tool({"man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page});
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
  }
  if (installed("mandoc")) {
    CHECK(run_tool({"mandoc", "-Tlint", "-W", "warning", page}).exit_code == 0);
  }
}

TEST_CASE("bash completes commands, options and session ids") {
  Home home;
  home.put_store();
  const auto complete = [&home](const std::string& line) {
    ProcessOptions options = home.options();
    options.environment["PATH"] =
        std::filesystem::path(SESSIONSTORE_PROGRAM).parent_path().string() + ":/usr/bin:/bin";
    const std::string script = fmt::format(
        "source '{}'; COMP_LINE='{}'; read -ra COMP_WORDS <<< \"$COMP_LINE\"; "
        "[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
        "_sessionstore; echo \"${{COMPREPLY[*]}}\"",
        (kCli / "completions/sessionstore.bash").string(), line);
    return run_process({"/bin/bash", "-c", script}, options).out;
  };
  CHECK(complete("sessionstore sta") == "status\n");
  CHECK(complete("sessionstore list --chi") == "--children\n");
  CHECK(complete("sessionstore list --fu") == "\n");
  CHECK(complete("sessionstore --json migrate r") == "repair\n");
  CHECK(complete("sessionstore show ses_e0415ff9d") == "ses_e0415ff9dffe7d9pfudKLIV4Yb\n");
  CHECK(complete("sessionstore list --project gitre") == "gitremote\n");
  CHECK(complete("sessionstore list --author ") != "\n");
  write_file(home.path() / "some.bundle", "");
  CHECK(complete("sessionstore import bundle:" + home.path().string() + "/some") ==
        "bundle:" + home.path().string() + "/some.bundle\n");
  home.variables["HOME"] = "/nonexistent";
  CHECK(complete("sessionstore --store sqlite:" + home.store_file().string() +
                 " delete ses_e0415ff9d") == "ses_e0415ff9dffe7d9pfudKLIV4Yb\n");
}
