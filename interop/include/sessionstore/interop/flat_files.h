#pragma once

#include <sessionstore/endpoint.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sessionstore::interop {

/// The project of ours that already knows an alias (an OpenCode project id); std::nullopt if none
/// does.
using AliasLookup = std::function<std::optional<std::string>(const std::string& alias)>;

/// OpenCode's flat files (up to 1.1.x): a `storage/` directory, read and never written.
/// `known_alias` may be empty. Throws Error(not_found) where there is no such directory,
/// Error(permission_denied) where it cannot be read.
std::unique_ptr<SessionSource> open_flat_files(const std::filesystem::path& storage,
                                               AliasLookup known_alias);

}  // namespace sessionstore::interop
