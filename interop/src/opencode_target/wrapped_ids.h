#pragma once

#include <sessionstore/model.h>

#include <string_view>

namespace sessionstore::interop {

/// Whether a message id sorts after those that OpenCode makes at `now`: the time in ids is 48 bits
/// of (milliseconds * 4096 + counter), which wrap every 795 days.
bool is_beyond_today(std::string_view message_id, Millis now);

}  // namespace sessionstore::interop
