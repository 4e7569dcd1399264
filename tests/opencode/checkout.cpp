#include "opencode/checkout.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "support/process.h"

namespace sessionstore::tests {

void make_checkout(const std::filesystem::path& directory, const std::string& remote) {
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "README.md") << directory.filename().string() << '\n';
  const std::map<std::string, std::string> environment = {
      {"PATH", std::getenv("PATH")},
      {"HOME", directory.string()},
      {"GIT_CONFIG_NOSYSTEM", "1"},
      {"GIT_AUTHOR_NAME", "Somebody"},
      {"GIT_AUTHOR_EMAIL", "somebody@example.com"},
      {"GIT_COMMITTER_NAME", "Somebody"},
      {"GIT_COMMITTER_EMAIL", "somebody@example.com"},
      {"GIT_AUTHOR_DATE", "2024-01-02T03:04:05Z"},
      {"GIT_COMMITTER_DATE", "2024-01-02T03:04:05Z"}};
  const auto git = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"/usr/bin/env", "git"});
    const ProcessResult result = run_process(arguments, {directory, environment, {}});
    if (result.exit_code != 0) throw std::runtime_error("git: " + result.err);
  };
  git({"init", "--quiet"});
  git({"add", "README.md"});
  git({"commit", "--quiet", "--message", "The first"});
  if (!remote.empty()) git({"remote", "add", "origin", remote});
}

}  // namespace sessionstore::tests
