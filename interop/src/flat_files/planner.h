#pragma once

#include <sessionstore/interop/flat_files.h>

#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Finds out what a storage/ tree holds and to which session and project each thing belongs.
/// Throws Error(version_mismatch) for a layout that is not known.
ReadPlan make_plan(Storage& storage, const AliasLookup& known_alias);

}  // namespace sessionstore::interop
