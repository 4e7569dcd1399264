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

/// The `user.email` of git there: of the repository, else of the user, else of the system; empty
/// where there is none. Reads files only. Thread-safe.
std::string git_user_email(const std::filesystem::path& directory);

/// OpenCode's project id (from 1.15 on) of a normalised remote: 40 hexadecimal digits, the SHA-1 of
/// "git-remote:host/path". The port has no part in it.
std::string opencode_project_id(std::string_view normalized_remote);

/// How an OpenCode tells projects apart.
enum class OpencodeRule {
  by_commit,  ///< up to 1.14: the cached `.git/opencode`, else the first root commit
  by_remote,  ///< from 1.15 on: the remote origin, else as before
};

/// OpenCode's own idea of the project that a directory belongs to.
struct OpencodeProject {
  std::string id;        ///< "global" outside any repository, and in one without commits
  std::string worktree;  ///< the repository's main work tree; "/" outside any
  std::string path;      ///< of the directory, relative to its work tree; empty for that itself
  bool git = false;      ///< whether there is a repository
};

/// What an OpenCode of that rule takes for the project of an existing directory. Reads only.
/// Thread-safe; looks for the first commit where the rule comes to that (200,000 commits or two
/// seconds far).
OpencodeProject opencode_project_of(const std::filesystem::path& directory, OpencodeRule rule);

/// The project id of a directory known by its path alone, perhaps from another machine or system
/// (`C:\work\app`): its last component, in NFC-agnostic bytes; "root" for `/` and the empty path.
/// Bytes that are no UTF-8, and NUL, become U+FFFD; at most kMaxIdBytes, cut between characters.
std::string directory_project_id(std::string_view path);

}  // namespace sessionstore
