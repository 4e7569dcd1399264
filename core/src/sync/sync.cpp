#include <sessionstore/sync.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

#include "sync/attempt.h"
#include "sync/common_session.h"
#include "sync/new_sessions.h"
#include "sync/plan.h"
#include "sync/removals.h"
#include "sync/set_back.h"

namespace sessionstore {
namespace {

using namespace sync_detail;
using SteadyClock = std::chrono::steady_clock;

// How often sessions are looked at anew that others changed while they were synced.
constexpr int kMostRounds = 3;

std::vector<std::string> with_task(const SyncPlan& plan, Task task) {
  std::vector<std::string> ids;
  for (const auto& [id, planned] : plan) {
    if (planned.task == task) ids.push_back(id);
  }
  return ids;
}

void note_returns(Run& run, const SyncPlan& plan) {
  for (const auto& [id, planned] : plan) {
    if (!planned.comes_back) continue;
    const bool local = planned.local.has_value();
    if (local ? !run.may_push() : !run.may_pull()) continue;
    SyncConflict conflict;
    conflict.session = id;
    conflict.reason = std::string(local ? "deleted on the remote side" : "deleted here") +
                      (planned.for_child ? ", but a session that belongs to it was not"
                       : local           ? ", but went on here"
                                         : ", but went on on the remote side") +
                      ": it was kept";
    run.add_conflict(std::move(conflict));
  }
}

void add_planned(Run& run, SyncStep::Action action, const SyncPlan& plan,
                 const std::vector<std::string>& ids) {
  for (const std::string& id : ids) run.add_step(id, action, plan.find(id)->second.title(), "new");
}

/// What pulling these would do, without doing it: what cannot be kept here is named.
void foresee(Run& run, const SyncPlan& plan, const std::vector<std::string>& ids) {
  const auto kept = run.local.as_kept_here(run.remote.place());
  for (const std::string& id : ids) {
    attempt(run, id, [&] {
      if (kept) {
        const Line line = read_line(*kept, id, run.options.stop);
        std::ranges::copy(line.notes, std::back_inserter(run.report.transfer.notes));
        std::ranges::copy(line.skipped, std::back_inserter(run.report.transfer.skipped));
      }
      add_planned(run, SyncStep::Action::pull, plan, {id});
    });
  }
}

void carry_new(Run& run, const SyncPlan& plan) {
  const std::vector<std::string> push =
      run.may_push() ? with_task(plan, Task::push_new) : std::vector<std::string>();
  const std::vector<std::string> pull =
      run.may_pull() ? with_task(plan, Task::pull_new) : std::vector<std::string>();
  if (run.options.dry_run) {
    add_planned(run, SyncStep::Action::push, plan, push);
    foresee(run, plan, pull);
    return;
  }
  push_new_sessions(run, plan, push);
  pull_new_sessions(run, plan, pull);
}

bool is_due(const Run& run, Task task) {
  switch (task) {
    case Task::compare:
      return true;
    case Task::push_new:
    case Task::delete_remote:
      return run.may_push();
    case Task::pull_new:
    case Task::delete_local:
      return run.may_pull();
    case Task::nothing:
    case Task::forget:
      return false;
  }
  return false;
}

/// What is due, and not done in the end, has failed.
void expect(Run& run, const SyncPlan& plan) {
  for (const auto& [id, planned] : plan) {
    if (!planned.local && !planned.remote) continue;
    run.tally.expect(id);
    if (run.options.dry_run || !is_due(run, planned.task)) run.left_alone(id);
  }
}

void compare_common(Run& run, const SyncPlan& plan) {
  for (const auto& [id, planned] : plan) {
    if (run.options.stopping()) return;
    if (planned.task != Task::compare) continue;
    run.left_alone(id);  // until something is found
    attempt(run, id,
            [&, &session = id, &with = planned] { sync_common_session(run, session, with); });
  }
}

/// One look at both sides, and what follows from it.
void run_round(Run& run) {
  SyncPlan plan = make_plan(run);
  expect(run, plan);
  note_returns(run, plan);
  remove_local(run, plan);
  compare_common(run, plan);
  if (run.options.stopping()) return;
  bring_back_missing(run, plan);
  remove_deleted(run, plan);
  carry_new(run, plan);
}

void add_counts(Run& run) {
  TransferReport& report = run.report.transfer;
  run.tally.count(report);
  std::set<std::string> projects;
  for (const auto& [id, head] : run.journal.heads(run.pair)) {
    if (!run.tally.outcomes().contains(id)) continue;
    projects.insert(head.project_id);
    report.messages += head.messages;
    report.parts += head.parts;
    report.records += head.records;
  }
  report.projects = static_cast<std::int64_t>(projects.size());
}

}  // namespace

SyncReport sync(Replica& local, Replica& remote, SyncJournal& journal, const SyncOptions& options) {
  const auto started = SteadyClock::now();
  SyncReport report;
  report.transfer.from = local.location();
  report.transfer.to = remote.location();
  Run run{local,  remote, journal, options, {local.identity(), remote.identity()},
          report, {},     {},      {}};
  for (int round = 0; round < kMostRounds; ++round) {
    run.again.clear();
    run_round(run);
    if (run.again.empty() || options.stopping() || options.dry_run) break;
  }
  for (const std::string& id : run.again) {
    run.skip(id, "others kept changing it: run the same command again");
  }
  add_counts(run);
  report.transfer.interrupted = report.transfer.interrupted || options.stopping();
  report.transfer.seconds = std::chrono::duration<double>(SteadyClock::now() - started).count();
  return report;
}

}  // namespace sessionstore
