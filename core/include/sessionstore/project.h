#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sessionstore {

/// The project that a directory belongs to, and why.
struct ProjectIdentity {
  std::string id;
  std::string name;  ///< the last component of the id
  /// "remote" (the repository's origin), "repository" (its directory's name: no origin) or
  /// "directory" (the name of a directory outside any repository).
  std::string rule;
  std::string directory;  ///< what was asked for, absolute
  std::string detail;     ///< one sentence for people: what was found where
  /// The ids that OpenCode has given or would give this project, as far as they can be computed:
  /// the cached `.git/opencode`, the first root commit, sha1("git-remote:host/path").
  std::vector<std::string> aliases;
};

/// Whether to look for aliases too: that reads commits, and may take long in a large repository.
enum class Aliases { none, cheap, all };

/// The project of a directory, which need not exist. Needs no git program; reads only the
/// repository's own configuration, whoever owns it. Never throws for what it finds on disk: what
/// cannot be read counts as absent, and `detail` says so. Thread-safe.
ProjectIdentity identify_project(const std::filesystem::path& directory, Aliases aliases);

/// `host/path` of a git remote: credentials, default ports, `.git` and trailing slashes go, the
/// host folds case. std::nullopt for a local path, file:// and what is no remote. Docs:
/// configuration.md.
std::optional<std::string> normalize_remote(std::string_view url);

/// OpenCode's project id (from 1.15 on) of a normalised remote: 40 hexadecimal digits.
std::string opencode_project_id(std::string_view normalized_remote);

/// The project id of a directory known by its path alone, perhaps from another machine or system
/// (`C:\work\app`): its last component, in NFC-agnostic bytes; "root" for `/` and the empty path.
std::string directory_project_id(std::string_view path);

}  // namespace sessionstore
