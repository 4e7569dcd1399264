#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sessionstore::interop {

/// Where directories of another machine are on this one.
class DirectoryMap {
 public:
  /// `home` stands for `${HOME}` on either side of a rule.
  explicit DirectoryMap(std::string home) : home_(std::move(home)) {}

  /// What lies in `from` there lies in `to` here. The longest `from` that fits decides.
  void add(std::string from, std::string to);
  /// The directory of here; nothing where no rule fits.
  [[nodiscard]] std::optional<std::string> find(const std::string& directory) const;

 private:
  [[nodiscard]] std::string expanded(std::string path) const;

  std::string home_;
  std::vector<std::pair<std::string, std::string>> rules_;
};

}  // namespace sessionstore::interop
