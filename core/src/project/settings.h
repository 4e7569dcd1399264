#pragma once

#include <string>

#include "project/discovery.h"

namespace sessionstore {

/// What the configuration of one repository says.
struct RepositorySettings {
  /// The URL of the remote `origin` after the `url.*.insteadOf` rewrites of the repository, the
  /// user and the system; empty if the repository itself has none. May hold a password: never show
  /// it.
  std::string origin;
  std::string core_worktree;
  std::string problem;  ///< why the configuration cannot be read; empty if it can
};

/// Reads them. The user's and the system's `remote.origin.url` do not count.
RepositorySettings read_settings(const Repository& repository);

}  // namespace sessionstore
