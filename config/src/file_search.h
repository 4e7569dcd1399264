#pragma once

#include <sessionstore/config/configuration.h>

#include <optional>
#include <string_view>
#include <vector>

#include "source_file.h"

namespace sessionstore::config {

inline constexpr std::string_view kFileName = ".opencode.json";

/// The configuration files that are there, least important first: the user's own (the first found
/// of
/// `$HOME/.opencode.json`, `$XDG_CONFIG_HOME/opencode/.opencode.json` and
/// `~/.config/opencode/.opencode.json`), then the working directory's; or the one that `--config`
/// names, alone. Throws as read_source_file() does, and Error(invalid_argument) where --config's is
/// not there.
std::vector<SourceFile> find_files(const Environment& environment, const Overrides& overrides);

/// The user's own file; std::nullopt where there is none.
std::optional<SourceFile> users_file(const Environment& environment);

/// The file of a directory, unless it is the user's own; std::nullopt where there is none.
std::optional<SourceFile> file_in(const std::filesystem::path& directory,
                                  const std::optional<SourceFile>& users);

}  // namespace sessionstore::config
