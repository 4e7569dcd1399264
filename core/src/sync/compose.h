#pragma once

#include <set>
#include <vector>

#include "sync/line.h"

namespace sessionstore::sync_detail {

/// A row of a session that is to be written, and which side has it so.
struct ComposedRow {
  RowKey key;
  Digest hash;
  bool from_source = false;  ///< where both have it so, the source is taken
};

/// Which side a line is from that others are composed into. Where both have added rows at one
/// place, the remote's come first, so that either side comes to the same order.
enum class Target { local, remote };

/// The rows that `target` comes to have where the rows of `taken` become as they are in `source`:
/// changed, added or gone. What is added goes behind what it stands behind in `source`. Of the two
/// orders in which messages may have come to stand, the remote's stays.
std::vector<ComposedRow> compose(const Line& target, Target side, const Line& source,
                                 const std::set<RowKey>& taken);

}  // namespace sessionstore::sync_detail
