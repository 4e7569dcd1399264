#pragma once

#include <sessionstore/config/configuration.h>
#include <sessionstore/provider.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "given_secrets.h"
#include "render/terminal.h"

namespace sessionstore::cli {

/// The options that every command takes.
struct GlobalOptions {
  std::optional<std::string> config;
  std::optional<std::string> provider;
  std::optional<std::string> store;
  std::optional<std::string> project;
  bool all_projects = false;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool no_progress = false;
};

/// A store that can be opened.
struct Target {
  const Provider* provider = nullptr;
  OpenOptions options;
  std::string location;  ///< for people, as far as it is known before opening; no secrets
};

/// What a command works with. Everything is made when it is first asked for, so that a command pays
/// for nothing that it does not use. One thread.
class Context {
 public:
  explicit Context(config::Environment environment);

  GlobalOptions options;
  /// The passwords among the program's arguments.
  GivenSecrets secrets;
  /// Standard output carries data, such as a bundle: reports and errors go to standard error.
  bool data_on_stdout = false;

  [[nodiscard]] const config::Environment& environment() const noexcept { return environment_; }
  /// Throws Error(not_found) where it was removed: only what needs it asks.
  [[nodiscard]] std::filesystem::path working_directory() const;
  /// A path of the user's, in the working directory unless it is absolute. Throws likewise.
  [[nodiscard]] std::filesystem::path absolute(const std::filesystem::path& path) const;
  /// An environment variable; empty where it is not set.
  [[nodiscard]] std::string variable(const std::string& name) const;
  /// Standard output and standard error.
  [[nodiscard]] const Terminal& out() const noexcept { return out_; }
  [[nodiscard]] const Terminal& err() const noexcept { return err_; }

  const config::Configuration& configuration();
  /// A setting's value; std::nullopt where the configuration has none or an empty one.
  std::optional<std::string> setting(const std::string& key);
  const ProviderRegistry& registry();
  /// The store that the options and the configuration pick. Throws Error(invalid_argument) where
  /// that is a place that is only read.
  const Target& target();
  /// Whether the store is a place of somebody else's that is only read.
  [[nodiscard]] bool is_read_only() const;

  /// Where reports go.
  [[nodiscard]] std::FILE* report_file() const noexcept { return data_on_stdout ? stderr : stdout; }

  /// Whoever waits for this command is impatient: see OpenOptions::patience.
  void be_impatient(std::chrono::seconds patience) noexcept { patience_ = patience; }

  /// The store, to be read only: its schema stays as it is. Throws Error(not_found) where there is
  /// none.
  SessionStore& store();
  /// The same; null where there is none, and then `why` says so.
  SessionStore* store_if_any(std::string* why = nullptr);
  /// To be changed: brought up to date. Ends what the two above have given.
  SessionStore& store_to_change();
  /// The same; null where there is none.
  SessionStore* store_to_change_if_any();
  /// The same; made where there is none.
  SessionStore& store_or_new();

  /// A remark for people, on standard error; nothing with --quiet. `text` must be printable; what
  /// `secrets` knows is masked in it.
  void note(std::string_view text) const;

 private:
  Target make_target();
  enum class Use { read, change, make };
  SessionStore& open(Use use);
  SessionStore* open_if_any(Use use, std::string* why = nullptr);
  void open_read_only(bool create);

  config::Environment environment_;
  Terminal out_;
  Terminal err_;
  std::optional<config::Configuration> configuration_;
  std::optional<ProviderRegistry> registry_;
  std::optional<Target> target_;
  std::unique_ptr<SessionStore> store_;
  bool store_only_read_ = false;
  std::optional<std::chrono::seconds> patience_;
};

}  // namespace sessionstore::cli
