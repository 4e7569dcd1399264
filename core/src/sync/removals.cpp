#include "sync/removals.h"

#include <fmt/format.h>

#include <vector>

namespace sessionstore::sync_detail {
namespace {

struct Removal {
  std::string id;
  bool local = false;
  std::optional<Digest> expected;  // what is deleted, where the journal knows it
};

std::vector<Removal> removals_of(const Run& run, const SyncPlan& plan) {
  std::vector<Removal> removals;
  for (const auto& [id, planned] : plan) {
    const auto& head = planned.head;
    if (planned.task == Task::delete_local && run.may_pull()) {
      removals.push_back({id, true, head ? std::optional(head->local_fingerprint) : std::nullopt});
    }
    if (planned.task == Task::delete_remote && run.may_push()) {
      removals.push_back({id, false, head->remote_fingerprint});
    }
  }
  return removals;
}

void remove(Run& run, const Removal& removal) {
  Replica& side = removal.local ? run.local : run.remote;
  const Line line = read_line(side.place(), removal.id);
  const Digest expected = removal.expected.value_or(line.fingerprint);
  run.add_step(removal.id,
               removal.local ? SyncStep::Action::delete_local : SyncStep::Action::delete_remote,
               line.session.title);
  if (run.options.dry_run) return;
  if (run.options.before_loss) run.options.before_loss(side.place(), removal.id);
  side.remove_session(removal.id, expected);
  run.written.insert(removal.id);
  run.journal.forget(run.pair, {&removal.id, 1});
}

}  // namespace

void remove_deleted(Run& run, const SyncPlan& plan, Attempt attempt) {
  const std::vector<Removal> removals = removals_of(run, plan);
  const auto count = static_cast<std::int64_t>(removals.size());
  if (count > run.options.max_delete) {
    run.skip(fmt::format("{} deleted sessions", count),
             fmt::format("more than {} at once: none was deleted on the other side. --max-delete "
                         "{} allows it, --restore brings them back",
                         run.options.max_delete, count));
  } else {
    for (const Removal& removal : removals) {
      attempt(run, removal.id, [&] { remove(run, removal); });
    }
  }
  std::vector<std::string> gone;
  for (const auto& [id, planned] : plan) {
    if (planned.task == Task::forget) gone.push_back(id);
  }
  if (!run.options.dry_run) run.journal.forget(run.pair, gone);
}

}  // namespace sessionstore::sync_detail
