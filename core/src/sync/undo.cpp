#include "sync/undo.h"

#include <sessionstore/json/view.h>

#include <algorithm>

namespace sessionstore::sync_detail {
namespace {

/// Where an undo begins; empty where there is none.
std::string undo_of(const Session& session) {
  const json::View revert = json::View(session.data.text())["revert"];
  return revert.is_object() ? std::string(revert.text()) : std::string();
}

}  // namespace

bool has_undone(const Session& now, const Session& base) {
  const std::string undo = undo_of(now);
  return !undo.empty() && undo != undo_of(base);
}

bool has_conversation(const std::set<RowKey>& rows) {
  return std::ranges::any_of(rows, [](const RowKey& key) { return kind_of(key) != kRecord; });
}

}  // namespace sessionstore::sync_detail
