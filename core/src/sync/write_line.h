#pragma once

#include <sessionstore/replica.h>
#include <sessionstore/sync_journal.h>

#include <functional>
#include <vector>

#include "sync/compose.h"

namespace sessionstore::sync_detail {

/// Writes one session of `target` anew: its own row, and `rows`, of which those that are not from
/// the source are taken from the target itself, and held in memory meanwhile. `source` is as the
/// target keeps it; `expected` is the target's fingerprint now.
///
/// Reads back what was written. `before_commit` is told it, without its stamp, before. Returns it.
/// Throws Error(conflict), with nothing written, where either side has changed since `rows` were
/// composed.
SyncedCopy write_line(Replica& target, SessionSource& source, const Session& session,
                      const std::vector<ComposedRow>& rows, const Digest& expected,
                      const std::function<void(const SyncedCopy&)>& before_commit = {});

}  // namespace sessionstore::sync_detail
