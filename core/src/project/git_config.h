#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "project/discovery.h"
#include "project/git_library.h"

/// Git's configuration, file by file: libgit2's own reading of all at once hides what a setting
/// comes from.
namespace sessionstore::git {

using OnEntry = std::function<void(std::string_view name, std::string_view value)>;

/// Calls back for each entry of one file and what it includes, in order; false if it is unreadable.
/// `repo`, which may be null, is what the conditions of `includeIf` look at.
bool read_config(const std::filesystem::path& file, git_repository* repo, const OnEntry& on_entry);

/// The repository as a bare one: that checks neither owner nor extensions. Null where libgit2
/// cannot open it, or would wait for its configuration, which newer versions read here.
Repo open_repository(const Repository& repository);

/// The configuration files of the system and of the user, in the order in which git reads them.
std::vector<std::filesystem::path> outer_config_files();

}  // namespace sessionstore::git
