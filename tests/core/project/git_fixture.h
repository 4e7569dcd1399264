#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>

#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// Sets an environment variable, or takes it away, for a scope.
class ScopedEnvironment {
 public:
  ScopedEnvironment(std::string name, const std::optional<std::string>& value)
      : name_(std::move(name)) {
    if (const char* old = std::getenv(name_.c_str())) old_ = old;
    set(value);
  }
  ~ScopedEnvironment() { set(old_); }
  ScopedEnvironment(const ScopedEnvironment&) = delete;
  ScopedEnvironment& operator=(const ScopedEnvironment&) = delete;

 private:
  void set(const std::optional<std::string>& value) const {
    if (value) {
      ::setenv(name_.c_str(), value->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }

  std::string name_;
  std::optional<std::string> old_;
};

/// An empty place with a home of its own, in which the git program makes real repositories.
class GitFixture {
 public:
  GitFixture()
      : root_(std::filesystem::canonical(directory_.path())),
        home_("HOME", (root_ / "home").string()),
        xdg_("XDG_CONFIG_HOME", std::nullopt) {
    std::filesystem::create_directory(root_ / "home");
  }

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] std::filesystem::path global_config() const { return root_ / "home/.gitconfig"; }

  /// Runs `git ARGUMENTS` (as a shell has them) in a directory below root(), made if need be, and
  /// gives the first line of its output. Throws when git fails.
  std::string git(const std::string& where, const std::string& arguments) const {
    const std::filesystem::path cwd = root_ / where;
    std::filesystem::create_directories(cwd);
    const std::string command =
        "cd '" + cwd.string() + "' && git -c init.defaultBranch=main -c user.name=T" +
        " -c user.email=t@example.com -c protocol.file.allow=always -c advice.detachedHead=false " +
        arguments + " 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string output;
    std::array<char, 4096> buffer{};
    while (pipe != nullptr && std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
      output += buffer.data();
    }
    if (pipe == nullptr || ::pclose(pipe) != 0) throw std::runtime_error(command + ": " + output);
    return output.substr(0, output.find('\n'));
  }

  /// A repository with that origin, if any.
  std::filesystem::path repository(const std::string& where, const std::string& origin = {}) const {
    git(where, "init -q");
    if (!origin.empty()) git(where, "config remote.origin.url '" + origin + "'");
    return root_ / where;
  }

  std::string commit(const std::string& where, const std::string& message = "m") const {
    git(where, "commit -q --allow-empty -m '" + message + "'");
    return git(where, "rev-parse HEAD");
  }

  std::filesystem::path make_directory(const std::string& where) const {
    std::filesystem::create_directories(root_ / where);
    return root_ / where;
  }

  static void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
  }

 private:
  TemporaryDirectory directory_;
  std::filesystem::path root_;
  ScopedEnvironment home_;
  ScopedEnvironment xdg_;
};

}  // namespace sessionstore::tests
