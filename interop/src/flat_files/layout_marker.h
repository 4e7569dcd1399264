#pragma once

#include "storage.h"

namespace sessionstore::interop {

/// Looks at `storage/migration`, which counts the changes of layout that OpenCode has made: up to
/// Layout::newest_marker() are known. Throws Error(version_mismatch) for more and for what is no
/// number. A marker that is absent or torn says nothing; the torn one is named in `skipped`.
void check_layout_marker(Storage& storage, SkippedList& skipped);

}  // namespace sessionstore::interop
