#include "directory_map.h"

#include "paths.h"

namespace sessionstore::interop {

std::string DirectoryMap::expanded(std::string_view path) const {
  constexpr std::string_view kHome = "${HOME}";
  return path.starts_with(kHome) ? home_ + std::string(path.substr(kHome.size()))
                                 : std::string(path);
}

void DirectoryMap::add(std::string_view from, std::string_view to) {
  std::string here = expanded(to);
  while (here.size() > 1 && here.ends_with('/')) here.pop_back();
  rules_.push_back({ForeignPath(expanded(from)), std::move(here)});
}

std::optional<DirectoryMap::Place> DirectoryMap::find(std::string_view directory) const {
  if (climbs(directory)) return std::nullopt;
  const ForeignPath path(directory);
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    if (path.is_in(rule.from) && (best == nullptr || rule.from.depth() > best->from.depth())) {
      best = &rule;
    }
  }
  if (best == nullptr) return std::nullopt;
  const std::string inside = path.from(best->from.depth());
  return Place{best->to == "/" && !inside.empty() ? inside : best->to + inside, best->to};
}

}  // namespace sessionstore::interop
