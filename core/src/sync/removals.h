#pragma once

#include <functional>

#include "sync/plan.h"

namespace sessionstore::sync_detail {

using Attempt = void (*)(Run& run, const std::string& id, const std::function<void()>& action);

/// Carries deletions over, each by `attempt`; none where there are more than the user allows.
void remove_deleted(Run& run, const SyncPlan& plan, Attempt attempt);

}  // namespace sessionstore::sync_detail
