#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sessionstore::interop {

/// A path below the root of a storage/, in two: its directory (empty for the root) and its name.
struct SplitPath {
  std::string folder;
  std::string name;
};

SplitPath split_path(std::string_view path);

/// `path` as it is said in `folder`, without `.` and `..`; nothing where it leaves the root.
std::optional<std::string> joined_below(std::string_view folder, std::string_view path);

/// Whether there is a directory, or a link to one. Where that cannot be told it is an error's
/// number in `error`, else 0.
bool has_directory(const std::filesystem::path& path, int& error);
bool has_directory(const std::filesystem::path& path);

}  // namespace sessionstore::interop
