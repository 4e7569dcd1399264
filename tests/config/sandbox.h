#pragma once

#include <sessionstore/config/configuration.h>
#include <sessionstore/config/trust.h>
#include <sessionstore/error.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "support/temporary_directory.h"

namespace sessionstore::tests {

/// A home, a working directory and environment variables of one test's own.
class Sandbox {
 public:
  Sandbox() {
    std::filesystem::create_directories(home());
    std::filesystem::create_directories(work());
  }

  [[nodiscard]] std::filesystem::path root() const { return directory_.path(); }
  [[nodiscard]] std::filesystem::path home() const { return root() / "home"; }
  [[nodiscard]] std::filesystem::path work() const { return root() / "work"; }
  [[nodiscard]] std::filesystem::path users_file() const { return home() / ".opencode.json"; }
  [[nodiscard]] std::filesystem::path local_file() const { return work() / ".opencode.json"; }

  static void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  [[nodiscard]] config::Environment environment() const {
    return {[this](const std::string& name) -> std::optional<std::string> {
              const auto found = variables.find(name);
              if (found == variables.end()) return std::nullopt;
              return found->second;
            },
            work(), home()};
  }

  [[nodiscard]] config::Configuration load() const {
    return config::Configuration::load(environment(), overrides);
  }

  /// The user trusts the working directory's file as it is now.
  void trust_local_file() const {
    const auto file = config::directory_file(work(), environment());
    config::TrustList(home()).add(file.value().path, file->content, 1);
  }

  std::map<std::string, std::string> variables;
  config::Overrides overrides;

 private:
  TemporaryDirectory directory_;
};

/// The error that `call` throws; an internal one that says so where it throws none.
template <typename Call>
Error error_of(Call&& call) {
  try {
    (void)call();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorCode::internal, "nothing was thrown"};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sessionstore::tests
