#pragma once

#include <sessionstore/interop/flat_files.h>

#include <filesystem>
#include <memory>

namespace sessionstore::interop {

/// The user's own OpenCode data directory: `$XDG_DATA_HOME/opencode`, else
/// `~/.local/share/opencode`. Empty arguments stand for variables that are not set.
std::filesystem::path default_opencode_directory(const std::string& xdg_data_home,
                                                 const std::string& home);

/// Opens what an `opencode:PATH` names: a data directory or its `storage/`; the generation is
/// detected. Throws Error(not_found) where there is nothing, Error(unsupported) for a generation
/// that this version does not read yet (a database file), saying what was found.
std::unique_ptr<SessionSource> open_opencode(const std::filesystem::path& path,
                                             AliasLookup known_alias);

}  // namespace sessionstore::interop
