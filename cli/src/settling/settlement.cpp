#include "settling/settlement.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include "settling/fork_settling.h"
#include "settling/value_settling.h"

namespace sessionstore::cli {

namespace {

constexpr const char* kNothing = "nothing is changed: the conflict is marked as settled";

/// One of a session that was deleted on one side and went on on the other: it was kept.
bool leaves_no_choice(const SyncConflict& conflict) {
  return conflict.fork.empty() && conflict.field.empty();
}

}  // namespace

Settlement plan_settlement(SyncSides& sides, const SyncConflict& conflict,
                           const std::string& keep) {
  if (keep != "both" && leaves_no_choice(conflict)) {
    throw Error(
        ErrorCode::invalid_argument,
        fmt::format("conflict {} leaves nothing to choose: the session was kept", conflict.number),
        "--keep both marks the conflict as settled");
  }
  Settlement plan{keep, {}};
  if (keep != "both") {
    plan.steps = conflict.fork.empty() ? value_steps(sides, conflict, keep)
                                       : fork_steps(sides, conflict, keep);
  }
  if (plan.steps.empty()) plan.steps.emplace_back(kNothing);
  return plan;
}

std::vector<std::filesystem::path> settle(SyncSides& sides, const SyncConflict& conflict,
                                          const std::string& keep) {
  const Millis when = system_clock_millis();
  std::vector<std::filesystem::path> copies;
  if (keep != "both") {
    copies = conflict.fork.empty() ? settle_value(sides, conflict, keep, when)
                                   : settle_fork(sides, conflict, keep, when);
  }
  sides.journal().resolve(conflict.number, keep, when);
  return copies;
}

void undo_settlement(SyncSides& sides, const SyncConflict& conflict) {
  if (!conflict.resolved) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("conflict {} is not settled", conflict.number));
  }
  if (conflict.resolution != "both") {
    conflict.fork.empty() ? undo_value(sides, conflict) : undo_fork(sides, conflict);
  }
  sides.journal().resolve(conflict.number, "", std::nullopt);
}

}  // namespace sessionstore::cli
