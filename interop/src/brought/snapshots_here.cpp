#include "snapshots_here.h"

#include <sessionstore/git_objects.h>

#include <algorithm>
#include <system_error>

namespace sessionstore::interop {

bool is_git_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool SnapshotsHere::has(std::string_view agent_project_id, std::string_view hash) const {
  if (!is_git_id(hash) || agent_project_id.empty() || agent_project_id.starts_with('.') ||
      agent_project_id.find('/') != std::string_view::npos) {
    return false;
  }
  // Up to 1.14 a repository for each project, later one for each of its work trees.
  const std::filesystem::path of_project = root_ / agent_project_id;
  if (has_git_object(of_project, hash)) return true;
  std::error_code ignored;
  const std::filesystem::directory_iterator work_trees(of_project, ignored);
  return std::ranges::any_of(work_trees,
                             [&](const auto& entry) { return has_git_object(entry.path(), hash); });
}

}  // namespace sessionstore::interop
