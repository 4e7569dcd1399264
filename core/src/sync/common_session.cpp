#include "sync/common_session.h"

#include <algorithm>
#include <utility>

#include "sync/answering.h"
#include "sync/both_sides.h"
#include "sync/diverged.h"
#include "sync/emptying.h"
#include "sync/merge_sides.h"
#include "sync/set_back.h"

namespace sessionstore::sync_detail {
namespace {

bool has_new_message(const std::set<RowKey>& rows, const RowHashes& base) {
  return std::ranges::any_of(
      rows, [&](const RowKey& key) { return kind_of(key) == kMessage && !base.contains(key); });
}

/// A record that both have changed, such as a todo list, follows the side that went on talking; the
/// conflict keeps the other.
void settle_records(Run& run, Judgement& judgement, const BothSides& sides) {
  const bool local_went_on = has_new_message(judgement.to_remote, sides.base().local.rows);
  auto& taken = local_went_on ? judgement.to_remote : judgement.to_local;
  taken.insert(judgement.contested.begin(), judgement.contested.end());
  if (local_went_on ? !run.may_push() : !run.may_pull()) return;
  for (const RowKey& key : judgement.contested) {
    SyncConflict conflict;
    conflict.session = sides.id();
    conflict.field = name_of(key);
    conflict.reason =
        "both sides changed its " + conflict.field + ": the " +
        (local_went_on ? "local one's is in force, for it went on" : "remote's is in force");
    conflict.local_value = sides.local_text(key);
    conflict.remote_value = sides.remote_text(key);
    run.add_conflict(std::move(conflict));
  }
}

/// What the local side would not keep as it is, where the remote has changed.
void note_what_stays(Run& run, const BothSides& sides) {
  if (!run.may_pull() || sides.remote().fingerprint == sides.base().remote.fingerprint) return;
  for (const Skipped& note : sides.remote_seen().notes) run.report.transfer.notes.push_back(note);
  for (const Skipped& row : sides.remote_seen().skipped) run.report.transfer.skipped.push_back(row);
}

}  // namespace

void sync_common_session(Run& run, const std::string& id, const PlannedSession& planned) {
  const BothSides sides(run, id);
  if (sides.local_set_back()) note_set_back(run);
  if (const std::string damage = sides.damage(); !damage.empty()) {
    run.skip(id, damage);
    return;
  }
  note_what_stays(run, sides);
  Judgement judgement = sides.judge_rows();
  if (!judgement.divergence.empty()) {
    if (run.may_pull() && is_answering(run.local.place(), id, run.options.clock())) {
      run.skip(id, judgement.divergence + ", and it is being answered in: left until that is done");
      return;
    }
    split_diverged(run, sides, planned, judgement.divergence);
    return;
  }
  if (!may_lose_messages(run, sides, judgement)) return;
  settle_records(run, judgement, sides);
  merge_sides(run, sides, planned, std::move(judgement));
}

}  // namespace sessionstore::sync_detail
