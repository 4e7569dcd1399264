#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/config/configuration.h>
#include <sessionstore/digest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// Which directories' `.opencode.json` have force. A file that came with somebody's repository must
/// not decide where history and secrets go; once the user has trusted it, it does, until it changes
/// by a byte.
namespace sessionstore::config {

/// A file that the user has trusted.
struct TrustedFile {
  std::filesystem::path path;  ///< without links
  std::string sha256;          ///< of what it held then: 64 lower-case hexadecimal digits
  Millis since = 0;
};

/// The files that a user has trusted: a file for each below `HOME/.opencode/trusted`, mode 0600.
/// What others than the user could have written there does not count. Safe to use from any number
/// of processes.
class TrustList {
 public:
  explicit TrustList(std::filesystem::path home);

  [[nodiscard]] bool trusts(const std::filesystem::path& file, const Digest& content) const;
  /// In the order of their paths.
  [[nodiscard]] std::vector<TrustedFile> all() const;
  /// Takes the place of what was trusted of that file before. Throws Error(permission_denied) where
  /// the list cannot be written, Error(invalid_argument) where there is no home directory.
  void add(const std::filesystem::path& file, const Digest& content, Millis now) const;
  /// Returns whether the file was there. Throws Error(permission_denied).
  [[nodiscard]] bool remove(const std::filesystem::path& file) const;

 private:
  std::filesystem::path home_;  // empty where there is none
};

/// A directory's file, as the user judges it.
struct DirectoryFile {
  std::filesystem::path path;  ///< as TrustedFile has it
  Digest content;
  bool trusted = false;
  std::map<std::string, Setting> decides;  ///< what has force only with trust, by dotted key
};

/// What the file of `directory` would decide. std::nullopt where there is none, or it is the user's
/// own. Throws as Configuration::load() does for a file that is broken.
std::optional<DirectoryFile> directory_file(const std::filesystem::path& directory,
                                            const Environment& environment);

/// The file of a directory, without links on the way there; it need not exist.
std::filesystem::path file_to_trust(const std::filesystem::path& directory);

}  // namespace sessionstore::config
