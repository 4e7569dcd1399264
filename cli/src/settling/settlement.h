#pragma once

#include <sessionstore/sync.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sync_sides.h"

namespace sessionstore::cli {

/// What settling a conflict does, in the store; the next sync carries it to every machine.
struct Settlement {
  std::string keep;                ///< "local", "remote" or "both"
  std::vector<std::string> steps;  ///< for people, in order
};

/// What would be done. Throws Error(invalid_argument) where there is nothing to choose,
/// Error(not_found) where a session that it is about is gone.
Settlement plan_settlement(SyncSides& sides, const SyncConflict& conflict, const std::string& keep);

/// Does it. What it removes or replaces is copied first; returns these copies. Throws
/// Error(conflict) where somebody changes a session meanwhile.
std::vector<std::filesystem::path> settle(SyncSides& sides, const SyncConflict& conflict,
                                          const std::string& keep);

/// Puts back what settle() has copied, and opens the conflict again. What came to the line that was
/// kept since then goes on in the fork; a value that somebody has set since stays. Throws
/// Error(conflict) where the fork is there again.
void undo_settlement(SyncSides& sides, const SyncConflict& conflict);

}  // namespace sessionstore::cli
