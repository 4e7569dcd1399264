#pragma once

#include <filesystem>
#include <string_view>

namespace sessionstore {

/// Whether the repository in `git_directory` (a bare one, or a `.git`) has an object of that id, 40
/// hexadecimal digits. False for what is no repository and no id. Reads only, whoever owns it;
/// never throws for what it finds on disk. Thread-safe.
bool has_git_object(const std::filesystem::path& git_directory, std::string_view id);

}  // namespace sessionstore
