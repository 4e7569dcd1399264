#include "project/discovery.h"

#include <sessionstore/project.h>

#include <string_view>
#include <system_error>

#include "project/small_file.h"

namespace sessionstore {
namespace {

namespace fs = std::filesystem;

enum class Found { yes, no, denied };

Found look_for(const fs::path& path) {
  std::error_code error;
  if (fs::exists(path, error)) return Found::yes;
  return error == std::errc::permission_denied ? Found::denied : Found::no;
}

fs::path resolve(const fs::path& base, std::string_view relative) {
  fs::path path = (base / relative).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

fs::path common_directory_of(const fs::path& git_directory) {
  const auto link = read_small_file(git_directory / "commondir");
  if (!link || link->empty()) return git_directory;
  return resolve(git_directory, *link);
}

/// What git itself asks of a git directory. HEAD may be a dangling symbolic link.
Found is_git_directory(const fs::path& directory) {
  std::error_code error;
  const auto head = fs::symlink_status(directory / "HEAD", error);
  if (error == std::errc::permission_denied) return Found::denied;
  if (!fs::exists(head)) return Found::no;
  const fs::path common = common_directory_of(directory);
  const Found objects = look_for(common / "objects");
  return objects == Found::yes ? look_for(common / "refs") : objects;
}

/// A directory that merely has `objects`, `refs` and HEAD in it is no repository.
bool is_bare_repository(const fs::path& directory) {
  const auto head = read_small_file(directory / "HEAD");
  if (!head) return false;
  const bool is_head =
      head->starts_with("ref:") ||
      (head->size() >= 40 && head->find_first_not_of("0123456789abcdef") == std::string::npos);
  return is_head && is_git_directory(directory) == Found::yes;
}

Repository open_at(const fs::path& git_directory, const fs::path& worktree) {
  return {git_directory, common_directory_of(git_directory), worktree, {}};
}

/// A `.git` file whose target is out of reach: the repository was moved, or only one of its
/// worktrees is mounted here. What the link says still tells which repository it is.
Repository unreachable(const fs::path& git_directory, const fs::path& worktree,
                       const std::string& problem) {
  const fs::path parent = git_directory.parent_path();
  const bool linked = parent.filename() == "worktrees";
  return {git_directory, linked ? parent.parent_path() : git_directory, worktree, problem};
}

std::optional<Repository> follow_link(const fs::path& dot_git, const fs::path& worktree) {
  constexpr std::string_view kPrefix = "gitdir:";
  const auto link = read_small_file(dot_git);
  if (!link) return unreachable(dot_git, worktree, "its .git file cannot be read");
  if (!link->starts_with(kPrefix)) return std::nullopt;
  const std::string target = trim(std::string_view(*link).substr(kPrefix.size()));
  if (target.empty()) return std::nullopt;
  const fs::path git_directory = resolve(worktree, target);
  switch (is_git_directory(git_directory)) {
    case Found::yes:
      return open_at(git_directory, worktree);
    case Found::denied:
      return unreachable(git_directory, worktree, "permission is denied where its .git file leads");
    case Found::no:
      break;
  }
  return unreachable(git_directory, worktree, "its .git file leads to no repository");
}

std::optional<Repository> repository_at(const fs::path& directory) {
  const fs::path dot_git = directory / ".git";
  std::error_code error;
  const auto type = fs::status(dot_git, error).type();
  if (type == fs::file_type::regular) {
    if (auto repository = follow_link(dot_git, directory)) return repository;
  } else if (type == fs::file_type::directory) {
    const Found found = is_git_directory(dot_git);
    if (found == Found::yes) return open_at(dot_git, directory);
    if (found == Found::denied) {
      return Repository{dot_git, dot_git, directory, "permission is denied in its .git"};
    }
  }
  if (is_bare_repository(directory)) return open_at(directory, {});
  return std::nullopt;
}

}  // namespace

std::optional<Repository> find_repository(const fs::path& directory) {
  fs::path at = directory;
  while (true) {
    if (auto repository = repository_at(at)) return repository;
    fs::path parent = at.parent_path();
    if (parent == at || parent.empty()) return std::nullopt;
    at = std::move(parent);
  }
}

std::string repository_name(const Repository& repository, const std::string& core_worktree) {
  const bool is_main = !repository.is_linked() && !repository.worktree.empty();
  if (is_main) return directory_project_id(repository.worktree.native());
  const fs::path& common = repository.common_directory;
  if (!core_worktree.empty()) {
    return directory_project_id(resolve(common, core_worktree).native());
  }
  // app/.git, and app/.bare of the layout that keeps worktrees beside their bare repository.
  const std::string name = common.filename().string();
  if (name.starts_with('.')) return directory_project_id(common.parent_path().native());
  return directory_project_id(name.ends_with(".git") ? name.substr(0, name.size() - 4) : name);
}

}  // namespace sessionstore
