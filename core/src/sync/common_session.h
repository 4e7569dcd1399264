#pragma once

#include <string>

#include "sync/plan.h"

namespace sessionstore::sync_detail {

/// Makes one session alike that both sides have. Throws Error; what is wrong with this session
/// alone is a constraint, invalid_argument, corrupt, not_found or conflict.
void sync_common_session(Run& run, const std::string& id, const PlannedSession& planned);

}  // namespace sessionstore::sync_detail
