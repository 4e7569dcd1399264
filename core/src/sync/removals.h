#pragma once

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Whether so many more sessions may be deleted, on both sides together: SyncOptions::max_delete
/// counts over a day, for several runs, one after another, are no way around it.
bool may_delete(Run& run, std::size_t more);
/// Counts one.
void note_deletion(Run& run, const std::string& id);

/// Carries deletions over to the local side: before others are compared, for another session may
/// have come to hold what one of these holds. None where there are more, on both sides together,
/// than the user allows.
void remove_local(Run& run, SyncPlan& plan);

/// Carries all others over, and names them where there are too many.
void remove_deleted(Run& run, const SyncPlan& plan);

}  // namespace sessionstore::sync_detail
