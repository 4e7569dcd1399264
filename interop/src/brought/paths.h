#pragma once

#include <filesystem>
#include <string_view>

/// Paths that come from elsewhere, before anything is done with them.
namespace sessionstore::interop {

/// Where a path leads, links followed as far as it exists.
std::filesystem::path real_path(const std::filesystem::path& path);

/// Whether it leads to `directory` or below, links followed. False for a relative one.
bool leads_into(const std::filesystem::path& path, const std::filesystem::path& directory);

/// Whether a component of the path, of whatever system, is `..`.
bool climbs(std::string_view path);

}  // namespace sessionstore::interop
