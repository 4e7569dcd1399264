#pragma once

#include <sessionstore/config/configuration.h>

#include "entry.h"

namespace sessionstore::config {

/// What files, environment and flags say together, the more important ones over the others key by
/// key. `passwordFile`, say, of a more important place also removes `password` of another one.
/// Throws Error(invalid_argument) as the walkers do.
Entries merged_entries(const Environment& environment, const Overrides& overrides);

}  // namespace sessionstore::config
