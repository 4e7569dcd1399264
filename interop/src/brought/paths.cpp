#include "paths.h"

#include <algorithm>
#include <system_error>

namespace sessionstore::interop {

std::filesystem::path real_path(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path real = std::filesystem::weakly_canonical(path, failed);
  return failed ? path.lexically_normal() : real;
}

bool leads_into(const std::filesystem::path& path, const std::filesystem::path& directory) {
  if (!path.is_absolute()) return false;
  const std::filesystem::path root = real_path(directory);
  const std::filesystem::path inside = real_path(path);
  return std::ranges::mismatch(root, inside).in1 == root.end();
}

bool climbs(std::string_view path) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    if (path.substr(0, end) == "..") return true;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

}  // namespace sessionstore::interop
