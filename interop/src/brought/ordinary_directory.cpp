#include "ordinary_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "paths.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;

// Of the Filesystem Hierarchy Standard 3.0, and of macOS: where nobody's work is kept ...
constexpr std::array<std::string_view, 19> kSystems = {
    "Applications", "Library", "System", "bin", "boot", "dev", "etc", "lib", "lib32",     "lib64",
    "libx32",       "proc",    "root",   "run", "sbin", "sys", "usr", "var", "lost+found"};
// ... and where it may be, but below.
constexpr std::array<std::string_view, 8> kPlaces = {"Users", "Volumes", "home", "media",
                                                     "mnt",   "opt",     "srv",  "tmp"};

bool is_hidden(const fs::path& name) { return name.native().starts_with('.'); }

bool is_users_own(const fs::path& directory) {
  struct stat status {};
  return ::stat(directory.c_str(), &status) == 0 && status.st_uid == ::geteuid();
}

bool is_outside_the_system(const fs::path& real) {
  const fs::path names = real.relative_path();
  if (names.empty() || std::ranges::any_of(names, is_hidden)) return false;
  const std::string& top = names.begin()->native();
  if (std::ranges::find(kSystems, top) != kSystems.end()) return false;
  return names != *names.begin() || std::ranges::find(kPlaces, top) == kPlaces.end();
}

}  // namespace

bool is_ordinary(const fs::path& directory, const fs::path& home) {
  const fs::path real = real_path(directory);
  if (!home.empty() && home != "/") {
    const fs::path own = real_path(home);
    const auto [of_home, inside] = std::ranges::mismatch(own, real);
    if (inside == real.end()) return false;
    if (of_home == own.end()) return std::none_of(inside, real.end(), is_hidden);
  }
  return is_outside_the_system(real) && is_users_own(real);
}

}  // namespace sessionstore::interop
