#pragma once

#include <string>
#include <vector>

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Brings sessions that one side alone has to the other, many at a time, remembers them, and adds a
/// step for each that was written. `source` is the side itself, or what is to be taken for it;
/// those that the other side has by now are left for the next look.
void push_new_sessions(Run& run, const SyncPlan& plan, const std::vector<std::string>& ids);
void pull_new_sessions(Run& run, const SyncPlan& plan, const std::vector<std::string>& ids);

/// Sends one session of `source` to `target`, which must not have it. Returns how it is there, or
/// nothing where it was refused, which is named in `skipped`, or there already.
std::optional<Line> send_new(Run& run, SessionSource& source, Replica& target,
                             const std::string& id);

}  // namespace sessionstore::sync_detail
