#pragma once

#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Finds the sessions that session/<project>/, or session/info/, holds: adds them to the plan with
/// their directories. Files that cannot be read still name a session.
void scan_sessions(Storage& storage, ReadPlan& plan);

}  // namespace sessionstore::interop
