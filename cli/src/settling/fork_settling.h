#pragma once

#include <sessionstore/sync.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sync_sides.h"

/// Conflicts of which a fork keeps the local line: `keep` is "local" or "remote".
namespace sessionstore::cli {

std::vector<std::string> fork_steps(SyncSides& sides, const SyncConflict& conflict,
                                    const std::string& keep);

/// `when` names the copies, which are returned.
std::vector<std::filesystem::path> settle_fork(SyncSides& sides, const SyncConflict& conflict,
                                               const std::string& keep, Millis when);

void undo_fork(SyncSides& sides, const SyncConflict& conflict);

}  // namespace sessionstore::cli
