#include "sync/removals.h"

#include <fmt/format.h>

#include <vector>

#include "sync/attempt.h"

namespace sessionstore::sync_detail {
namespace {

using Removal = SyncPlan::value_type;

std::vector<const Removal*> removals_of(const Run& run, const SyncPlan& plan) {
  std::vector<const Removal*> removals;
  for (const Removal& planned : plan) {
    const Task task = planned.second.task;
    if ((task == Task::delete_local && run.may_pull()) ||
        (task == Task::delete_remote && run.may_push())) {
      removals.push_back(&planned);
    }
  }
  return removals;
}

constexpr Millis kADay = 24LL * 60 * 60 * 1000;

std::int64_t deleted_today(Run& run) {
  return run.journal.deletions(run.pair, run.options.clock() - kADay);
}

void remove(Run& run, const std::string& id, const PlannedSession& planned) {
  const bool local = planned.task == Task::delete_local;
  Replica& side = local ? run.local : run.remote;
  run.add_step(id, local ? SyncStep::Action::delete_local : SyncStep::Action::delete_remote,
               planned.title());
  if (run.options.dry_run) return;
  if (run.options.before_loss) run.options.before_loss(side.place(), id);
  note_deletion(run, id);
  side.remove_session(id, planned.expected);
  run.wrote(id);
  run.journal.forget(run.pair, {&id, 1});
}

}  // namespace

bool may_delete(Run& run, std::size_t more) {
  return more == 0 ||
         deleted_today(run) + static_cast<std::int64_t>(more) <= run.options.max_delete;
}

void note_deletion(Run& run, const std::string& id) {
  const Millis now = run.options.clock();
  run.journal.note_deletion(run.pair, id, now, now - kADay);
}

void remove_local(Run& run, SyncPlan& plan) {
  if (!may_delete(run, removals_of(run, plan).size())) return;
  for (auto& [id, planned] : plan) {
    if (planned.task != Task::delete_local || !run.may_pull()) continue;
    attempt(run, id, [&, &session = id, &with = planned] { remove(run, session, with); });
    planned.task = Task::nothing;
  }
}

void remove_deleted(Run& run, const SyncPlan& plan) {
  const std::vector<const Removal*> removals = removals_of(run, plan);
  if (may_delete(run, removals.size())) {
    for (const Removal* const removal : removals) {
      attempt(run, removal->first, [&] { remove(run, removal->first, removal->second); });
    }
  } else {
    const std::int64_t today = deleted_today(run);
    for (const Removal* const removal : removals) {
      run.tally.note(removal->first, SessionOutcome::failed);
    }
    run.skip_all(fmt::format("{} deleted sessions", removals.size()),
                 fmt::format("more than {} {}: none was deleted on the other side. --max-delete "
                             "{} allows it, --restore brings them back",
                             run.options.max_delete,
                             today == 0 ? std::string("at once")
                                        : fmt::format("within a day, {} before", today),
                             today + static_cast<std::int64_t>(removals.size())));
  }
  std::vector<std::string> gone;
  for (const auto& [id, planned] : plan) {
    if (planned.task == Task::forget) gone.push_back(id);
  }
  if (!run.options.dry_run) run.journal.forget(run.pair, gone);
}

}  // namespace sessionstore::sync_detail
