#pragma once

#include <sessionstore/sync.h>

#include <cstdio>

#include "render/json_writer.h"
#include "render/terminal.h"

namespace sessionstore::cli {

Json conflict_json(const SyncConflict& conflict);

/// The transfer report with what was done and what stands open.
Json sync_json(const SyncReport& report);

/// The same for people; what is planned with `dry_run`. `all`: every line of long lists.
void print_sync(std::FILE* out, const Terminal& terminal, const SyncReport& report, bool dry_run,
                bool all);

}  // namespace sessionstore::cli
