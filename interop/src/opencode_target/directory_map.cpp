#include "directory_map.h"

#include <string_view>

namespace sessionstore::interop {

std::string DirectoryMap::expanded(std::string path) const {
  constexpr std::string_view kHome = "${HOME}";
  if (path.starts_with(kHome)) path.replace(0, kHome.size(), home_);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

void DirectoryMap::add(std::string from, std::string to) {
  rules_.emplace_back(expanded(std::move(from)), expanded(std::move(to)));
}

std::optional<std::string> DirectoryMap::find(const std::string& directory) const {
  const std::pair<std::string, std::string>* best = nullptr;
  for (const auto& rule : rules_) {
    const std::string& from = rule.first;
    const bool fits = directory == from || from == "/" || directory.starts_with(from + '/');
    if (fits && (best == nullptr || from.size() > best->first.size())) best = &rule;
  }
  if (best == nullptr) return std::nullopt;
  const std::string rest = best->first == "/" ? directory : directory.substr(best->first.size());
  return best->second == "/" && !rest.empty() ? rest : best->second + rest;
}

}  // namespace sessionstore::interop
