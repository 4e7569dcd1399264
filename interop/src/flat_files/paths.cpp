#include "paths.h"

#include <algorithm>
#include <system_error>
#include <vector>

namespace sessionstore::interop {

SplitPath split_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, std::string(path)};
  return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

std::optional<std::string> joined_below(std::string_view folder, std::string_view path) {
  std::vector<std::string_view> names;
  for (std::string_view rest : {folder, path}) {
    while (!rest.empty()) {
      const std::size_t slash = std::min(rest.find('/'), rest.size());
      const std::string_view name = rest.substr(0, slash);
      rest.remove_prefix(std::min(slash + 1, rest.size()));
      if (name.empty() || name == ".") continue;
      if (name != "..") {
        names.push_back(name);
      } else if (names.empty()) {
        return std::nullopt;
      } else {
        names.pop_back();
      }
    }
  }
  std::string joined;
  for (const std::string_view name : names) {
    if (!joined.empty()) joined += '/';
    joined += name;
  }
  return joined;
}

bool has_directory(const std::filesystem::path& path, int& error) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(path, problem);
  error = status.type() == std::filesystem::file_type::none ? problem.value() : 0;
  return status.type() == std::filesystem::file_type::directory;
}

bool has_directory(const std::filesystem::path& path) {
  int ignored = 0;
  return has_directory(path, ignored);
}

}  // namespace sessionstore::interop
