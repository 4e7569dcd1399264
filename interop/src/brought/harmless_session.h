#pragma once

#include <sessionstore/model.h>

#include "opencode_shapes/reports.h"

/// A session that comes from elsewhere was written by who knows whom: a colleague, a bundle, a
/// store that others write to. What it would make the OpenCode here *do* is left out; what was
/// *said* is brought. docs/sync.md has the table, for all rows of a session.
namespace sessionstore::interop {

/// The session's own data without what would act here:
///
///     permission   the one that the session has `here`; else only what it denies
///     revert       the one here where it marks the same message; else the mark alone, for undoing
///                  the undo would put files back that its snapshot names
///     slug         only a word: OpenCode makes a file's name of it
///     columns that nobody here knows (a later OpenCode's): left out
///
/// `here` may be null. What was left out is noted.
json::Document harmless_session(const Session& session, const Session* here,
                                const Reports& reports);

}  // namespace sessionstore::interop
