#pragma once

#include "sync/both_sides.h"
#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Writes to each side what it lacks of a common state, as far as the direction goes, and remembers
/// how both stand then. Where a side loses rows, or newer text may be replaced by older, it is
/// copied first.
void merge_sides(Run& run, const BothSides& sides, const PlannedSession& planned,
                 Judgement judgement);

}  // namespace sessionstore::sync_detail
