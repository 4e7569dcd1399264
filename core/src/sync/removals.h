#pragma once

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Carries deletions over to the local side: before others are compared, for another session may
/// have come to hold what one of these holds. None where there are more, on both sides together,
/// than the user allows.
void remove_local(Run& run, SyncPlan& plan);

/// Carries all others over, and names them where there are too many.
void remove_deleted(Run& run, const SyncPlan& plan);

}  // namespace sessionstore::sync_detail
