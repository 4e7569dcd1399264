#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people who know git and its like write first.
namespace sessionstore::cli {

/// `help`, `help COMMAND`, `version`, and other programs' names of our commands, as the first
/// argument, become our own; all else stays.
std::vector<std::string> in_our_words(std::vector<std::string> arguments);

/// What to use in place of a command that people look for, and that there is not.
std::optional<std::string> instead_of(std::string_view command);

}  // namespace sessionstore::cli
