#include "known_names.h"

#include <algorithm>
#include <array>

#include "flat_files/names.h"

namespace sessionstore::interop {
namespace {

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_database_name(std::string_view name) {
  return name.starts_with("opencode") && name.ends_with(".db");
}

std::string_view database_beside(std::string_view name) {
  for (const std::string_view end : {"-wal", "-shm", "-journal"}) {
    if (name.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return {};
}

bool holds_no_history(std::string_view name) {
  constexpr std::array<std::string_view, 13> kOpencodes{
      "auth.json", "bin",   "cache",    "locks",       "log",     "mcp-auth.json", "plans",
      "repos",     "shell", "snapshot", "tool-output", "version", "worktree"};
  return is_among(kOpencodes, name) || is_litter(name) || name.ends_with(".lock") ||
         name.find(".db.before-export-") != std::string_view::npos;
}

bool holds_no_history_of_project(std::string_view name) {
  constexpr std::array<std::string_view, 4> kOpencodes{"app.json", "log", "snapshot", "snapshots"};
  return is_among(kOpencodes, name) || is_litter(name) || name.ends_with(".lock");
}

}  // namespace sessionstore::interop
