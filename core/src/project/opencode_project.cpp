#include <sessionstore/model.h>
#include <sessionstore/project.h>

#include <optional>
#include <system_error>

#include "project/aliases.h"
#include "project/discovery.h"
#include "project/root_commits.h"
#include "project/settings.h"

namespace sessionstore {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGlobal = "global";

std::optional<std::string> remote_id(const Repository& repository) {
  const RepositorySettings settings = read_settings(repository);
  const auto remote = normalize_remote(settings.origin);
  return remote ? std::optional(opencode_project_id(*remote)) : std::nullopt;
}

std::string id_of(const Repository& repository, OpencodeRule rule) {
  if (!repository.problem.empty()) return kGlobal;
  if (rule == OpencodeRule::by_remote) {
    if (const auto id = remote_id(repository)) return *id;
  }
  // Without a remote the aliases that cost little are what OpenCode has cached.
  const std::vector<std::string> cached =
      find_aliases(repository, std::nullopt, Aliases::cheap).ids;
  if (!cached.empty()) return cached.front();
  const std::vector<std::string> roots = find_root_commits(repository).ids;
  return roots.empty() ? kGlobal : roots.front();
}

/// Of a linked work tree the one that it belongs to.
fs::path main_worktree(const Repository& repository) {
  return repository.common_directory.filename() == ".git"
             ? repository.common_directory.parent_path()
             : repository.worktree;
}

}  // namespace

OpencodeProject opencode_project_of(const fs::path& directory, OpencodeRule rule) {
  std::error_code error;
  fs::path physical = fs::canonical(directory, error);
  if (error) physical = directory;
  const auto repository = find_repository(physical);
  if (!repository) return {kGlobal, "/", physical.relative_path().string(), false};
  const fs::path relative = physical.lexically_relative(repository->worktree);
  OpencodeProject project{id_of(*repository, rule), main_worktree(*repository).string(),
                          relative == "." ? "" : relative.string(), true};
  if (project.id == kGlobal) project.worktree = "/";
  return project;
}

}  // namespace sessionstore
