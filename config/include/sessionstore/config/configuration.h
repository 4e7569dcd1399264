#pragma once

#include <sessionstore/error.h>
#include <sessionstore/provider.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sessionstore::config {

/// One effective setting and where it came from.
struct Setting {
  std::string value;  ///< as text; the real one even for a secret: print shown() instead
  std::string
      origin;  ///< "default", "flag --provider", "environment OPENCODE_MYSQL_DSN", "FILE:LINE"
  bool secret = false;
  bool from_working_directory = false;  ///< the working directory's file says so
  bool dsn = false;  ///< a DSN: secret, but all except its password may be printed
  /// What may be printed: `***` for a secret, a DSN with its password masked.
  [[nodiscard]] std::string shown() const;
};

/// A working directory's file of which a part has no force, for the user has not trusted it.
struct UntrustedFile {
  std::filesystem::path path;
  std::vector<std::string> keys;  ///< dotted: what has no force
  bool alone = false;             ///< nothing else tells which store to use
};

/// Everything that loading reads from outside, injected.
struct Environment {
  std::function<std::optional<std::string>(const std::string&)>
      variable;                             ///< one environment variable
  std::filesystem::path working_directory;  ///< empty where it was removed, or may not be known
  std::filesystem::path home;               ///< empty where there is none
  /// The process's real environment.
  static Environment of_process();
};

/// What the command line overrides. All optional.
struct Overrides {
  std::optional<std::filesystem::path>
      config_file;                      ///< --config: instead of the files that are looked for
  std::optional<std::string> provider;  ///< --provider
};

/// The effective configuration. Loaded once, immutable, thread-safe to read.
class Configuration {
 public:
  /// Reads files, environment and overrides as docs/configuration.md says. Throws
  /// Error(invalid_argument) that names file, line, column, key and the nearest known name, and
  /// Error(permission_denied) for a file that may not be read. No error ever holds a secret.
  static Configuration load(const Environment& environment, const Overrides& overrides);

  /// By dotted key, such as "data.directory" or "sessionProvider.mysql.host": every key that has a
  /// value, defaults included. What a DSN says stands under the single keys too.
  [[nodiscard]] const std::map<std::string, Setting>& settings() const noexcept {
    return settings_;
  }
  /// The working directory's file, where it says what it may not.
  [[nodiscard]] const std::optional<UntrustedFile>& untrusted() const noexcept {
    return untrusted_;
  }
  /// Whether open_options() gives any, as far as sources and trust go.
  [[nodiscard]] bool may_open() const noexcept { return !refusal_.has_value(); }
  [[nodiscard]] const std::string& provider() const;
  /// Absolute; need not exist.
  [[nodiscard]] std::filesystem::path data_directory() const;
  /// Whether a schema that is there may be changed without being asked for
  /// (`sessionProvider.migrate`).
  [[nodiscard]] bool may_migrate() const;
  /// What the chosen provider is opened with: secrets resolved, the DSN taken apart (the settings
  /// of mysql_settings() in dsn.h and the pool's). For mysql it reads `passwordFile` or runs
  /// `passwordCommand` (at most 10 seconds): Error(permission_denied), Error(timeout) or
  /// Error(invalid_argument) where that fails. Throws Error(permission_denied) as well where only a
  /// file that is not trusted tells which store to use, and where a secret would go to an address
  /// that another source names: the user's own sources (file, environment, flags) are one, the
  /// working directory's file is another, trusted or not.
  [[nodiscard]] OpenOptions open_options() const;

 private:
  std::map<std::string, Setting> settings_;
  std::optional<UntrustedFile> untrusted_;
  std::optional<Error> refusal_;  // why no store may be opened so
};

}  // namespace sessionstore::config
