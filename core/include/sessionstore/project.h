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
  std::string directory;  ///< what was asked for, absolute; bytes that are no UTF-8 are U+FFFD
  std::string detail;     ///< one sentence for people: what was found where
  /// The ids that OpenCode has given or would give this project, as far as they can be computed:
  /// the cached `.git/opencode`, the first root commit, sha1("git-remote:host/path").
  std::vector<std::string> aliases;
};

/// Whether to look for aliases too. `cheap` reads two short files; `all` also looks for the first
/// commit, at most 200,000 commits or about two seconds far: `detail` says where that was too
/// short.
enum class Aliases { none, cheap, all };

/// The project of a directory, which need not exist. Needs no git program and ignores its
/// variables; reads only the repository's own configuration, whoever owns it (and the user's
/// `url.*.insteadOf`). Never throws for what it finds on disk: what cannot be read counts as
/// absent, and `detail` says so. Thread-safe. A tenth of a millisecond without aliases, but for the
/// first call in a process that meets a repository: that makes libgit2 ready, some milliseconds.
ProjectIdentity identify_project(const std::filesystem::path& directory, Aliases aliases);

/// `host/path` of a git remote: credentials, default ports, `.git` and trailing slashes go, the
/// host folds case. std::nullopt for a local path, file:// and what is no remote, for what is so
/// malformed that the path might hold a credential, and for an id longer than kMaxIdBytes.
/// Normalising an id gives that id. docs/projects.md has the table.
std::optional<std::string> normalize_remote(std::string_view url);

/// OpenCode's project id (from 1.15 on) of a normalised remote: 40 hexadecimal digits, the SHA-1 of
/// "git-remote:host/path". The port has no part in it.
std::string opencode_project_id(std::string_view normalized_remote);

/// The project id of a directory known by its path alone, perhaps from another machine or system
/// (`C:\work\app`): its last component, in NFC-agnostic bytes; "root" for `/` and the empty path.
/// Bytes that are no UTF-8, and NUL, become U+FFFD; at most kMaxIdBytes, cut between characters.
std::string directory_project_id(std::string_view path);

}  // namespace sessionstore
