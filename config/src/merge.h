#pragma once

#include <sessionstore/config/configuration.h>

#include <optional>

#include "entry.h"

namespace sessionstore::config {

/// What files, environment and flags say together.
struct Merged {
  Entries entries;
  std::optional<UntrustedFile> untrusted;
};

/// The more important ones stand over the others key by key. `passwordFile`, say, of a more
/// important place also removes `password` of another one. What needs trust is left out of a
/// working directory's file that has none. Throws Error(invalid_argument) as the walkers do.
Merged merge_sources(const Environment& environment, const Overrides& overrides);

}  // namespace sessionstore::config
