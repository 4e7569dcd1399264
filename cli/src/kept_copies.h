#pragma once

#include <sessionstore/endpoint.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace sessionstore::cli {

/// Copies of sessions that are about to be deleted or replaced, each a bundle of its own in
/// `kept/` of the data directory, for the user alone. Nothing removes them but the user.
class KeptCopies {
 public:
  explicit KeptCopies(const std::filesystem::path& data_directory)
      : directory_(data_directory / "kept") {}

  /// Copies the session `id`, with `others` (its children, say) beside it, to a file that the id
  /// and the time name; returns it. Throws Error.
  std::filesystem::path keep(SessionSource& source, const std::string& id, Millis when,
                             std::set<std::string> others = {}) const;
  /// The copy that was made under that id and time, if it is still there.
  [[nodiscard]] std::optional<std::filesystem::path> find(const std::string& id, Millis when) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& id, Millis when) const;

  std::filesystem::path directory_;
};

}  // namespace sessionstore::cli
