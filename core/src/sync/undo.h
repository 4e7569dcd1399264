#pragma once

#include <string>

#include "sync/judge.h"

namespace sessionstore::sync_detail {

/// Whether an agent is to remove messages from that side, and was not when both were alike: an undo
/// only marks where it begins, and the next prompt removes all that stands behind the mark.
bool has_undone(const Session& now, const Session& base);

/// Whether any of these rows is a message or a part of one.
bool has_conversation(const std::set<RowKey>& rows);

}  // namespace sessionstore::sync_detail
