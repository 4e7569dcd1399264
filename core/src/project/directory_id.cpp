#include <sessionstore/model.h>
#include <sessionstore/project.h>

#include <algorithm>
#include <string>
#include <vector>

#include "json/utf8.h"
#include "project/foreign_path.h"

namespace sessionstore {
namespace {

/// A backslash separates only where the path cannot be a Unix one: there it may be part of a name.
std::string_view separators_of(std::string_view path) {
  const bool windows = is_windows_path(path) || path.find('/') == std::string_view::npos;
  return windows ? "/\\" : "/";
}

std::string_view last_component(std::string_view path) {
  const std::string_view separators = separators_of(path);
  if (is_windows_path(path) && path[1] == ':') path.remove_prefix(2);
  std::vector<std::string_view> components;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(separators), path.size());
    const std::string_view component = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (component.empty() || component == ".") continue;
    if (component != "..") {
      components.push_back(component);
    } else if (!components.empty()) {
      components.pop_back();
    }
  }
  return components.empty() ? std::string_view("root") : components.back();
}

}  // namespace

std::string directory_project_id(std::string_view path) {
  std::string id = json::replace_invalid_utf8(last_component(path));
  for (std::size_t nul = id.find('\0'); nul != std::string::npos; nul = id.find('\0', nul)) {
    id.replace(nul, 1, "\xEF\xBF\xBD");
  }
  if (id.size() <= kMaxIdBytes) return id;
  std::size_t end = kMaxIdBytes;
  while ((static_cast<unsigned char>(id[end]) & 0xC0U) == 0x80U) --end;
  id.resize(end);
  return id;
}

}  // namespace sessionstore
