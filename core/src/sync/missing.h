#pragma once

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Decides what is to be done with the sessions that one side lacks, or both: whether they are new
/// to that side or were deleted on it. Reads those that may have changed since.
void plan_missing(Run& run, SyncPlan& plan);

}  // namespace sessionstore::sync_detail
