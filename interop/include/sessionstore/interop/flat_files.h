#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/stop_flag.h>

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
/// `known_alias` may be empty. `storage` itself may be a symbolic link; below it only those to
/// files below it are followed, and nothing that blocks is opened. Throws Error(not_found) where
/// there is no such directory, Error(permission_denied) where it cannot be read; both functions of
/// the source throw Error(interrupted) once `stop` is raised.
std::unique_ptr<SessionSource> open_flat_files(const std::filesystem::path& storage,
                                               AliasLookup known_alias, StopFlag stop = {});

}  // namespace sessionstore::interop
