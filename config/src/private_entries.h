#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

namespace sessionstore::config {

/// What a user has accepted of one kind: a JSON object each, in a file of its own below
/// `HOME/.opencode/KIND`, mode 0600. What others than the user could have written there does not
/// count. Safe to use from any number of processes.
class PrivateEntries {
 public:
  PrivateEntries(const std::filesystem::path& home, std::string_view kind);

  /// Null where there is none.
  [[nodiscard]] nlohmann::json find(std::string_view key) const;
  [[nodiscard]] std::vector<nlohmann::json> all() const;
  /// Takes the place of the key's entry before. Throws Error(permission_denied) where it cannot be
  /// written, Error(invalid_argument) where there is no home directory.
  void put(std::string_view key, const nlohmann::json& entry) const;
  /// Returns whether it was there. Throws Error(permission_denied).
  [[nodiscard]] bool remove(std::string_view key) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(std::string_view key) const;

  std::filesystem::path directory_;  // empty where there is no home
};

}  // namespace sessionstore::config
