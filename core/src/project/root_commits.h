#pragma once

#include <string>
#include <vector>

#include "project/discovery.h"

namespace sessionstore {

/// The commits without parents that OpenCode took for the project's id.
struct RootCommits {
  /// The first, by name, of those that HEAD reaches, then the first of those that any reference
  /// reaches, which early versions took. Not all: another root may be another project's, merged in.
  std::vector<std::string> ids;
  std::string problem;  ///< why they are not known; empty if they are, or if there is no commit
};

/// Walks the history of a repository, 200,000 commits or two seconds far. A shallow clone ends at
/// its boundary, as it does for git.
RootCommits find_root_commits(const Repository& repository);

}  // namespace sessionstore
