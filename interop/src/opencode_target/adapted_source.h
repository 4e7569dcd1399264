#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/interop/opencode_target.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "session_here.h"
#include "target_facts.h"

namespace sessionstore::interop {

/// What a database tells of itself, to bring to it what it may have already.
struct Here {
  LookHere session;  ///< by its id
  /// OpenCode's project of a directory that sessions of it are in; nothing where none is.
  std::function<std::optional<std::string>(const std::string& directory)> project_in;
};

/// `source` as one OpenCode's database will have it: each session with the columns that the
/// database has and the directory of here, the todo list alone of its records. Throws
/// Error(constraint) from read_session() for a session that cannot be brought there. All that is
/// passed must outlive it.
///
/// With `here.session` a session that the database has keeps there what cannot or need not be
/// brought: its directory (unless a rule tells another one) and project, columns and records of
/// which the source knows nothing, and each row that is just so. A new one goes to the checkout
/// here rather than to a directory that the database has not worked in. Without it OpenCode's
/// project id stands in the session's data. With `here.project_in` a session stays in a directory
/// in which the database's sessions are, though that be gone.
std::unique_ptr<SessionSource> adapt_source(SessionSource& source, const TargetFacts& facts,
                                            Checkouts& checkouts, const TargetSettings& settings,
                                            Here here = {});

}  // namespace sessionstore::interop
