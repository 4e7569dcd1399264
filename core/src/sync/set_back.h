#pragma once

#include "sync/line.h"
#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Whether a session's own time is earlier than when both sides were last alike: a backup was put
/// back, or it was last changed by a clock that is behind.
bool is_older(const Line& now, const SyncedCopy& base);

/// Whether a session stands as before both sides were last alike, as where a backup was put back:
/// it has lost messages or parts, has nothing new, and its own time is earlier. An agent that
/// removes messages leaves no earlier time.
bool is_set_back(const Line& now, const SyncedCopy& base);

/// What both had in common where one side was set back to `line`: what the other has beyond it was
/// not removed here.
SyncedSession base_of_set_back(const Line& line);

/// Where the local side was set back, what it lacks was not deleted on it. The remote side is a
/// store, whose tombstones tell. To be noted before the session that tells so is written: later
/// runs see no sign of it.
void note_set_back(Run& run);

/// The same in this run.
void bring_back_missing(Run& run, SyncPlan& plan);

}  // namespace sessionstore::sync_detail
