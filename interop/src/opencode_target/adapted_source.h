#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/opencode_target.h>

#include <memory>

#include "directory_map.h"
#include "session_here.h"
#include "target_facts.h"

namespace sessionstore::interop {

/// `source` as one OpenCode's database will have it: each session with the columns that the
/// database has and the directory of here, the todo list alone of its records. Throws
/// Error(constraint) from read_session() for a session that cannot be brought there. All that is
/// passed must outlive it.
///
/// With `look_here` a session that the database has keeps there what cannot or need not be brought:
/// its directory (unless a rule tells another one) and project, columns and records of which the
/// source knows nothing, and each row that is just so. Without it OpenCode's project id stands in
/// the session's data.
std::unique_ptr<SessionSource> adapt_source(SessionSource& source, const TargetFacts& facts,
                                            Checkouts& checkouts, const TargetSettings& settings,
                                            LookHere look_here = {});

}  // namespace sessionstore::interop
