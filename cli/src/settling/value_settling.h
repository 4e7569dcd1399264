#pragma once

#include <sessionstore/sync.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sync_sides.h"

/// Conflicts about one value of a session, which both sides have set: a member of its own row, as
/// its title, or a record, as its todo list. `keep` is "local" or "remote".
namespace sessionstore::cli {

/// None where that value is in force already.
std::vector<std::string> value_steps(SyncSides& sides, const SyncConflict& conflict,
                                     const std::string& keep);

/// `when` names the copy, which is returned; none is made where nothing is changed.
std::vector<std::filesystem::path> settle_value(SyncSides& sides, const SyncConflict& conflict,
                                                const std::string& keep, Millis when);

/// Leaves a value that somebody has set since.
void undo_value(SyncSides& sides, const SyncConflict& conflict);

}  // namespace sessionstore::cli
