#pragma once

#include "plan.h"
#include "storage.h"

namespace sessionstore::interop {

/// Finds the messages by their names, and what is not where it should be: sessions with messages
/// but no file, messages that stand in several sessions, parts without a message. Each gets a
/// session in the plan.
void scan_messages(Storage& storage, ReadPlan& plan);

}  // namespace sessionstore::interop
