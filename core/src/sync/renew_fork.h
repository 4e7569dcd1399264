#pragma once

#include <optional>

#include "sync/compose.h"
#include "sync/fork_source.h"
#include "sync/run.h"

namespace sessionstore::sync_detail {

/// Where somebody went on with the fork of a line that is there already, or undid messages in it,
/// and the line went on as well: the first message of the line that the fork lacks. They must not
/// become one.
std::optional<RowKey> parted_at(Replica& replica, ForkSource& line);

/// Brings what a line has come to since to its fork on that side, which has it from a run that was
/// cut short, or while whose writing somebody went on with the line: the line is about to be
/// replaced. What others added to the fork stays. Returns false where there is no such fork.
bool renew_fork(Run& run, Target side, ForkSource& line);

}  // namespace sessionstore::sync_detail
