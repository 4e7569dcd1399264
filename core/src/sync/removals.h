#pragma once

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Carries deletions over; none where there are more than the user allows.
void remove_deleted(Run& run, const SyncPlan& plan);

}  // namespace sessionstore::sync_detail
