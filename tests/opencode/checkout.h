#pragma once

#include <filesystem>
#include <string>

namespace sessionstore::tests {

/// Makes a git checkout with one commit, the same everywhere; with that remote `origin` unless it
/// is empty.
void make_checkout(const std::filesystem::path& directory, const std::string& remote = {});

}  // namespace sessionstore::tests
