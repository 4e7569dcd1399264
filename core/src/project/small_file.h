#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sessionstore {

/// Without white space at either end.
std::string trim(std::string_view text);

/// A short text file, trimmed; std::nullopt where it is absent, unreadable, no regular file (a pipe
/// would block) or longer than 64 KiB.
std::optional<std::string> read_small_file(const std::filesystem::path& path);

}  // namespace sessionstore
