#include "sync/judge.h"

#include <algorithm>
#include <optional>

namespace sessionstore::sync_detail {
namespace {

std::optional<Digest> find(const RowHashes& rows, const RowKey& key) {
  const auto found = rows.find(key);
  return found == rows.end() ? std::nullopt : std::optional(found->second);
}

/// What a side's messages have come to since the sides were alike.
struct Messages {
  bool added = false;
  bool removed = false;
  bool any = false;  // messages or parts, changed in any way
};

Messages messages_of(const std::set<RowKey>& changed, const RowHashes& base, const RowHashes& now) {
  Messages messages;
  for (const RowKey& key : changed) {
    if (kind_of(key) == kRecord) continue;
    messages.any = true;
    if (kind_of(key) != kMessage) continue;
    if (!base.contains(key)) messages.added = true;
    if (!now.contains(key)) messages.removed = true;
  }
  return messages;
}

std::string divergence_of(const Judgement& judgement, const ThreeWay& rows) {
  const Messages local = messages_of(judgement.to_remote, rows.local_base, rows.local);
  const Messages remote = messages_of(judgement.to_local, rows.remote_base, rows.remote);
  if (local.added && remote.added) return "both sides went on with it";
  if ((local.removed && remote.any) || (remote.removed && local.any)) {
    return "one side removed messages while the other went on";
  }
  return {};
}

}  // namespace

Judgement judge(const ThreeWay& rows, const std::function<bool(const RowKey&)>& mean_the_same) {
  std::set<RowKey> keys;
  for (const RowHashes* const side :
       {&rows.local_base, &rows.remote_base, &rows.local, &rows.remote}) {
    for (const auto& row : *side) keys.insert(row.first);
  }
  Judgement judgement;
  for (const RowKey& key : keys) {
    const auto local = find(rows.local, key);
    const auto remote = find(rows.remote, key);
    if (local == remote || local == find(rows.remote_seen, key)) continue;
    const bool local_changed = local != find(rows.local_base, key);
    const bool remote_changed = remote != find(rows.remote_base, key);
    if (local_changed && remote_changed) {
      if (local && remote && mean_the_same(key)) continue;
      if (kind_of(key) == kRecord) {
        judgement.contested.insert(key);
      } else if (judgement.divergence.empty()) {
        judgement.divergence = "both sides changed " + name_of(key);
      }
    } else if (local_changed) {
      judgement.to_remote.insert(key);
    } else if (remote_changed) {
      judgement.to_local.insert(key);
    }
  }
  if (judgement.divergence.empty()) judgement.divergence = divergence_of(judgement, rows);
  return judgement;
}

}  // namespace sessionstore::sync_detail
