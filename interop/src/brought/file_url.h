#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

/// URLs as far as it matters what fetching them would do (RFC 3986, RFC 8089; the scheme folds
/// case).
namespace sessionstore::interop {

/// `data:`: it holds what it names.
bool is_data_url(std::string_view url);

/// `file:`, or no URL at all: what some programs take for a path.
bool is_file_url(std::string_view url);

/// The path of a `file:` URL of this machine, percent-decoded; std::nullopt for everything else.
std::optional<std::filesystem::path> path_of_file_url(std::string_view url);

}  // namespace sessionstore::interop
