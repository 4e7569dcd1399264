#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

/// URLs as far as it matters what fetching them would do. There are many spellings of one URL, and
/// who fetches it may forgive more of them than we do. So only the spelling that OpenCode itself
/// writes is understood here.
namespace sessionstore::interop {

/// `data:`: it holds what it names.
bool is_data_url(std::string_view url);

/// The path of a `file:` URL of this machine, percent-decoded; std::nullopt for everything else,
/// and for a spelling that programs could take for another path than this one: no control
/// characters, backslashes or blanks at the end, no `.`, `..` or empty component, whether encoded
/// or not, no `%` that is itself encoded; behind `?` only what counts lines.
std::optional<std::filesystem::path> path_of_file_url(std::string_view url);

}  // namespace sessionstore::interop
