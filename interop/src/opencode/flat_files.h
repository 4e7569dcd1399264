#pragma once

#include <sessionstore/interop/flat_files.h>

#include <string>
#include <vector>

namespace sessionstore::interop {

/// open_flat_files() for a source that goes by `location` and has more to say: `also_skipped` is
/// put before what its inventory skips.
std::unique_ptr<SessionSource> open_flat_files(const std::filesystem::path& storage,
                                               AliasLookup known_alias, std::string location,
                                               std::vector<Skipped> also_skipped);

}  // namespace sessionstore::interop
