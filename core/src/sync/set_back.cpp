#include "sync/set_back.h"

#include <algorithm>

namespace sessionstore::sync_detail {
namespace {

/// Whether `rows` has messages or parts that `others` lack.
bool has_more(const RowHashes& rows, const RowHashes& others) {
  return std::ranges::any_of(rows, [&](const auto& row) {
    return kind_of(row.first) != kRecord && !others.contains(row.first);
  });
}

}  // namespace

bool is_older(const Line& now, const SyncedCopy& base) {
  return !base.session.id.empty() && now.session.updated < base.session.updated;
}

bool is_set_back(const Line& now, const SyncedCopy& base) {
  if (!is_older(now, base)) return false;
  const RowHashes rows = now.hashes();
  return has_more(base.rows, rows) && !has_more(rows, base.rows);
}

SyncedSession base_of_set_back(const Line& line) {
  return {line.session.project_id, synced_copy(line, ""), synced_copy(line, "")};
}

void note_set_back(Run& run) {
  if (!run.local_set_back && !run.options.dry_run) run.journal.forget(run.pair, run.gone_here);
  run.local_set_back = true;
}

void bring_back_missing(Run& run, SyncPlan& plan) {
  if (!run.local_set_back) return;
  for (auto& [id, planned] : plan) {
    if (planned.task != Task::delete_remote) continue;
    planned.task = Task::pull_new;
    if (!run.may_pull()) run.left_alone(id);
  }
}

}  // namespace sessionstore::sync_detail
