#include <fmt/format.h>
#include <sessionstore/model.h>
#include <sessionstore/project.h>

#include <system_error>
#include <utility>

#include "json/utf8.h"
#include "project/aliases.h"
#include "project/discovery.h"
#include "project/foreign_path.h"
#include "project/settings.h"

namespace sessionstore {
namespace {

namespace fs = std::filesystem;

fs::path without_trailing_slash(const fs::path& path) {
  return path.has_filename() || !path.has_relative_path() ? path : path.parent_path();
}

fs::path to_absolute(const fs::path& path) {
  std::error_code error;
  fs::path result = path.empty() ? fs::current_path(error) : fs::absolute(path, error);
  return error ? path : result;
}

/// With symbolic links resolved as far as the path exists and may be looked at.
fs::path to_physical(const fs::path& absolute) {
  std::error_code error;
  fs::path result = fs::canonical(absolute, error);
  if (error) result = fs::weakly_canonical(absolute, error);
  if (error) result = absolute.lexically_normal();
  return without_trailing_slash(result);
}

std::string display(const fs::path& path) { return json::replace_invalid_utf8(path.native()); }

const fs::path& visible_directory(const Repository& repository) {
  return repository.worktree.empty() ? repository.git_directory : repository.worktree;
}

/// git takes a URL without a colon for a path; it is a host's only if there is no such directory.
bool is_existing_path(const Repository& repository, const std::string& url) {
  std::error_code error;
  return url.find(':') == std::string::npos &&
         fs::exists(visible_directory(repository) / url, error);
}

void identify_by_repository(const Repository& repository, Aliases aliases, ProjectIdentity& out) {
  const std::string where = display(visible_directory(repository));
  RepositorySettings settings;
  if (repository.problem.empty()) settings = read_settings(repository);
  std::optional<std::string> remote;
  if (!is_existing_path(repository, settings.origin)) remote = normalize_remote(settings.origin);
  if (remote) {
    out.rule = "remote";
    out.id = *remote;
    out.detail = fmt::format("remote origin of {} is {}", where, out.id);
  } else {
    out.rule = "repository";
    out.id = repository_name(repository, settings.core_worktree);
    const std::string problem = repository.problem + settings.problem;
    const std::string_view reason = !problem.empty()          ? std::string_view(problem)
                                    : settings.origin.empty() ? "it has no remote origin"
                                                              : "its remote origin names no host";
    out.detail =
        fmt::format("the repository {} goes by its directory's name {}: {}", where, out.id, reason);
  }
  if (aliases == Aliases::none || !repository.problem.empty()) return;
  // libgit2 reads the configuration again before it walks, and would choke on it there.
  const Aliases effort = settings.problem.empty() ? aliases : Aliases::cheap;
  AliasSearch search = find_aliases(repository, remote, effort);
  out.aliases = std::move(search.ids);
  if (!search.problem.empty()) out.detail += "; " + search.problem;
}

}  // namespace

ProjectIdentity identify_project(const fs::path& directory, Aliases aliases) {
  ProjectIdentity out;
  const fs::path absolute = to_absolute(directory);
  std::error_code error;
  const bool exists = fs::exists(absolute, error);
  const bool foreign = !exists && is_windows_path(directory.native());
  const fs::path physical = foreign ? directory : to_physical(absolute);
  out.directory =
      display(foreign ? directory : without_trailing_slash(absolute.lexically_normal()));
  const auto repository = foreign ? std::nullopt : find_repository(physical);
  if (repository) {
    identify_by_repository(*repository, aliases, out);
  } else {
    out.rule = "directory";
    out.id = directory_project_id(physical.native());
    out.detail = fmt::format("{} {}, so the last part of its path counts", display(physical),
                             foreign  ? "is a path of another system"
                             : exists ? "is in no git repository"
                                      : "does not exist and is in no git repository");
  }
  out.name = out.id.substr(out.rule == "remote" ? out.id.rfind('/') + 1 : 0);
  return out;
}

}  // namespace sessionstore
