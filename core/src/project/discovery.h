#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sessionstore {

/// Where a repository keeps its things.
struct Repository {
  std::filesystem::path git_directory;
  /// Shared by all worktrees of a repository; the same as git_directory without linked worktrees.
  std::filesystem::path common_directory;
  /// The working tree that `.git` was found in; empty in a bare repository or inside `.git` itself.
  std::filesystem::path worktree;
  /// Why nothing in git_directory can be read; empty if it can.
  std::string problem;

  [[nodiscard]] bool is_linked() const { return git_directory != common_directory; }
};

/// The repository that a directory belongs to, found as git does: `.git` or a bare repository in it
/// or above it, up to the root, across mount points. Environment variables have no say.
/// `directory` is absolute, with symbolic links resolved; it need not exist.
std::optional<Repository> find_repository(const std::filesystem::path& directory);

/// The directory whose name stands for a repository without a remote: the main working tree, also
/// for linked worktrees; a bare repository without its `.git`. `core_worktree` is the setting of
/// that name in the common directory's configuration, empty if there is none.
std::string repository_name(const Repository& repository, const std::string& core_worktree);

}  // namespace sessionstore
