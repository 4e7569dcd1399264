#include "project/aliases.h"

#include <sessionstore/model.h>

#include <algorithm>

#include "project/ascii.h"
#include "project/root_commits.h"
#include "project/small_file.h"

namespace sessionstore {
namespace {

/// What OpenCode may have written: a hash today. The file is in anybody's hands.
bool is_agent_id(const std::string& text) {
  return !text.empty() && text.size() <= kMaxIdBytes && text != "global" &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_';
         });
}

void add(std::vector<std::string>& ids, const std::string& id) {
  if (is_agent_id(id) && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

AliasSearch find_aliases(const Repository& repository, const std::optional<std::string>& remote,
                         Aliases effort) {
  AliasSearch found;
  if (effort == Aliases::none) return found;
  for (const auto* directory : {&repository.common_directory, &repository.git_directory}) {
    add(found.ids, read_small_file(*directory / "opencode").value_or(""));
  }
  if (remote) add(found.ids, opencode_project_id(*remote));
  if (effort == Aliases::all) {
    RootCommits roots = find_root_commits(repository);
    for (const std::string& id : roots.ids) add(found.ids, id);
    found.problem = std::move(roots.problem);
  }
  return found;
}

}  // namespace sessionstore
