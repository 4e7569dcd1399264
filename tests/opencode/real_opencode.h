#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "opencode/fake_model.h"
#include "support/process.h"

namespace sessionstore::tests {

/// What one turn of a session gave.
struct Answer {
  std::string session;  ///< its id
  std::string text;     ///< the model's words, as the program showed them
};

/// The real OpenCode of one version, with a home, a checkout and a language model of its own, all
/// below one directory. It reaches nothing but loopback. One thread.
class RealOpenCode {
 public:
  /// Makes them below `place`, or goes on with those that are there. Throws std::runtime_error that
  /// tells what to do where the program is missing.
  RealOpenCode(std::string version, const std::filesystem::path& place);

  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  /// Another version from now on, on the same data.
  void become(std::string version);

  [[nodiscard]] const std::filesystem::path& place() const noexcept { return place_; }
  /// OpenCode's data directory.
  [[nodiscard]] std::filesystem::path data() const;
  [[nodiscard]] std::filesystem::path database() const { return data() / "opencode.db"; }
  /// A checkout of git@example.com:team/app.git: where it works unless told otherwise.
  [[nodiscard]] std::filesystem::path checkout() const { return place_ / "code" / "app"; }

  /// One command of the program, to its end.
  [[nodiscard]] ProcessResult command(const std::vector<std::string>& arguments,
                                      const std::filesystem::path& directory = {}) const;
  /// One turn: of a new session, or of that one. Throws where it does not answer.
  Answer run(const std::string& prompt, const std::string& session = {},
             const std::filesystem::path& directory = {},
             const std::vector<std::string>& options = {}) const;
  /// `session list`: empty where it prints nothing.
  [[nodiscard]] nlohmann::json list(const std::filesystem::path& directory = {}) const;
  /// `export`: {info, messages}. Throws where it fails.
  [[nodiscard]] nlohmann::json export_session(const std::string& id) const;
  /// All that the model was asked so far: turns, and titles besides.
  [[nodiscard]] std::vector<nlohmann::json> model_requests() const { return model_.requests(); }
  /// The conversation of the last turn, as the model was given it.
  [[nodiscard]] std::string last_conversation() const;

  /// The program with these arguments, to be started by whoever ends it.
  [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& own) const;
  [[nodiscard]] ProcessOptions options(const std::filesystem::path& directory = {}) const;

 private:
  void write_configuration() const;
  [[nodiscard]] std::filesystem::path home() const { return place_ / "home"; }

  std::string version_;
  std::filesystem::path place_;
  std::filesystem::path program_;
  FakeModel model_;
};

}  // namespace sessionstore::tests
