#pragma once

#include <filesystem>
#include <string>

#include "keys.h"
#include "positioned_json.h"
#include "source_file.h"

namespace sessionstore::config {

/// The value of a known key as text, checked against its KeySpec: paths absolute, a command as the
/// JSON array of its arguments. Throws Error(invalid_argument) with file, line and column.
std::string value_of(const SourceFile& file, const KeySpec& spec, const Node& node,
                     const std::filesystem::path& home);

/// `~` and `~/...` under `home`, a relative path under `base`; lexically normal.
/// Throws Error(invalid_argument) for `~user` and for `~` without a home.
std::filesystem::path resolve_path(const std::string& path, const std::filesystem::path& base,
                                   const std::filesystem::path& home);

}  // namespace sessionstore::config
