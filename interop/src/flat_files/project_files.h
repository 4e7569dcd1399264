#pragma once

#include <sessionstore/interop/flat_files.h>

#include <filesystem>
#include <memory>
#include <string>

namespace sessionstore::interop {

/// Whether `storage` is that of one project, as OpenCode up to 0.5 kept it: with its sessions,
/// messages or parts in directories of these names below `session/`, and none beside it. Where that
/// cannot be told it is false, with the error's number in `error`, else 0.
bool is_storage_of_project(const std::filesystem::path& storage, int& error);
bool is_storage_of_project(const std::filesystem::path& storage);

/// Such a storage/, read as open_flat_files() reads one; `agent_project` is the name of the
/// directory that it lies in. Between two calls nothing is held open: there may be any number of
/// them. What is named has its path below OpenCode's data directory.
std::unique_ptr<SessionSource> open_project_files(const std::filesystem::path& storage,
                                                  std::string agent_project,
                                                  AliasLookup known_alias, StopFlag stop);

}  // namespace sessionstore::interop
