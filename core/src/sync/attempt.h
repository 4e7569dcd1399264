#pragma once

#include <functional>
#include <string>

#include "sync/run.h"

namespace sessionstore::sync_detail {

/// Does something to one session. What is wrong with this session alone is named in `skipped`, and
/// where somebody changed it meanwhile it is noted to be looked at again. Throws all other errors.
void attempt(Run& run, const std::string& id, const std::function<void()>& action);

}  // namespace sessionstore::sync_detail
