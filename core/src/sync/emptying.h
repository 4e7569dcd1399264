#pragma once

#include "sync/both_sides.h"

namespace sessionstore::sync_detail {

/// Whether a side may lose the messages that the other one has removed. A session that is to lose
/// more than half of them counts as deleted there, and is named; where no more may be deleted, it
/// stays as it is. Otherwise a history could be emptied session by session without a deletion.
bool may_lose_messages(Run& run, const BothSides& sides, const Judgement& judgement);

}  // namespace sessionstore::sync_detail
