#include "names.h"

#include <algorithm>
#include <array>

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

constexpr std::string_view kJson = ".json";

std::string_view problem_of(const Entry& entry, EntryKind expected) {
  if (!is_utf8(entry.name)) return "its name is not valid UTF-8";
  if (entry.name.starts_with('.')) return "a hidden name";
  if (entry.kind == expected) return {};
  if (entry.kind == EntryKind::file) return "a file where a directory was expected";
  if (entry.kind == EntryKind::directory) return "a directory where a file was expected";
  return problem_of(entry.kind);
}

}  // namespace

bool is_litter(std::string_view name) {
  constexpr std::array<std::string_view, 3> kLitter{".DS_Store", "Thumbs.db", "desktop.ini"};
  return std::find(kLitter.begin(), kLitter.end(), name) != kLitter.end();
}

std::string_view problem_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::file:
    case EntryKind::directory:
      return {};
    case EntryKind::directory_link:
      return "a link to a directory: below storage/ only links to files are followed";
    case EntryKind::outer_link:
      return "a link that leads out of storage/: what is elsewhere is not read";
    case EntryKind::broken_link:
      return "a link that leads nowhere";
    case EntryKind::looping_link:
      return "a link that leads in a circle";
    case EntryKind::link:
    case EntryKind::other:
      break;
  }
  return "neither a file nor a directory";
}

NameCheck check_json_file(const Entry& entry) {
  if (is_litter(entry.name)) return {};
  const std::string_view problem = problem_of(entry, EntryKind::file);
  if (!problem.empty()) return {{}, problem};
  if (!entry.name.ends_with(kJson)) return {{}, "not a .json file"};
  return {entry.name.substr(0, entry.name.size() - kJson.size()), {}};
}

NameCheck check_directory(const Entry& entry) {
  if (is_litter(entry.name)) return {};
  const std::string_view problem = problem_of(entry, EntryKind::directory);
  if (!problem.empty()) return {{}, problem};
  return {entry.name, {}};
}

}  // namespace sessionstore::interop
