#pragma once

#include <sessionstore/transfer.h>

#include <string>
#include <vector>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// Reads the sessions of `ids`, of which the sink had `known`, from `source` and sends them as
/// events, Finished or Failure last. Returns early when the consumer has closed the queue or `stop`
/// is set. Never throws.
void read_source(SessionSource& source, const std::vector<std::string>& ids,
                 const StoredSessions& known, const TransferOptions& options, EventQueue& queue);

}  // namespace sessionstore::transfer_detail
