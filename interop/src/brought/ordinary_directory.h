#pragma once

#include <filesystem>

namespace sessionstore::interop {

/// Whether a directory of this machine is one that its user may work in, as far as that can be told
/// without git: below `home`, or the user's own and outside of what the system keeps; neither
/// `home` itself, nor what it lies in, nor anything hidden, such as `.ssh`. Links are followed.
bool is_ordinary(const std::filesystem::path& directory, const std::filesystem::path& home);

}  // namespace sessionstore::interop
