#pragma once

#include <string>

#include "sync/both_sides.h"
#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Two lines of one session: the remote's keeps its id, the local one becomes a session of its own,
/// on both sides. Whatever part of that a killed run has done, the next one finds and completes.
void split_diverged(Run& run, const BothSides& sides, const PlannedSession& planned,
                    const std::string& reason);

}  // namespace sessionstore::sync_detail
