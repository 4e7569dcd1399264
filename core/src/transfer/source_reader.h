#pragma once

#include <sessionstore/transfer.h>

#include <map>
#include <string>
#include <vector>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// What the sink had of a session when the transfer began.
using KnownSessions = std::map<std::string, StoredSession, std::less<>>;

/// Reads the sessions of `ids` from `source` and sends them as events, Finished or Failure last.
/// Returns early when the consumer has closed the queue or `stop` is set. Never throws.
void read_source(SessionSource& source, const std::vector<std::string>& ids,
                 const KnownSessions& known, const TransferOptions& options, EventQueue& queue);

}  // namespace sessionstore::transfer_detail
