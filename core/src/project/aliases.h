#pragma once

#include <sessionstore/project.h>

#include <optional>
#include <string>
#include <vector>

#include "project/discovery.h"

namespace sessionstore {

struct AliasSearch {
  std::vector<std::string> ids;  ///< each once; never "global", which is every project's
  std::string problem;           ///< why some are not known; empty if all are
};

/// The ids that OpenCode has for a repository. `remote` is normalised.
AliasSearch find_aliases(const Repository& repository, const std::optional<std::string>& remote,
                         Aliases effort);

}  // namespace sessionstore
