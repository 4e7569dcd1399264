#pragma once

#include <sessionstore/store.h>

#include <functional>

namespace sessionstore::conformance {

/// Gives `write` a bulk writer of the store, commits, and lets the writer go: as long as it lives,
/// nobody else may write.
inline void in_bulk(SessionStore& store, const std::function<void(BulkWriter&)>& write) {
  const auto writer = store.bulk_writer();
  write(*writer);
  writer->commit();
}

}  // namespace sessionstore::conformance
