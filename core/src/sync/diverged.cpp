#include "sync/diverged.h"

#include <fmt/format.h>
#include <sessionstore/fork.h>

#include <optional>
#include <utility>

#include "sync/fork_source.h"
#include "sync/new_sessions.h"
#include "sync/renew_fork.h"
#include "sync/write_line.h"

namespace sessionstore::sync_detail {
namespace {

/// What tells this line from others of its session, those of other machines too, and stays the same
/// while it goes on: its first own message, else the first row that it has changed, else the first
/// that it has otherwise.
std::string salt_of(const BothSides& sides) {
  const std::set<RowKey> differing = sides.differing();
  const RowHashes remote = sides.remote().hashes();
  const RowHashes& base = sides.base().local.rows;
  const std::vector<LineRow>& rows = sides.local().rows;
  for (const LineRow& row : rows) {
    if (kind_of(row.key) == kMessage && !remote.contains(row.key) && !base.contains(row.key)) {
      return row.key;
    }
  }
  for (const LineRow& row : rows) {
    const auto before = base.find(row.key);
    const bool changed = before == base.end() || before->second != row.hash;
    if (changed && differing.contains(row.key)) return row.key + row.hash.hex();
  }
  for (const LineRow& row : rows) {
    if (differing.contains(row.key)) return row.key + row.hash.hex();
  }
  return sides.local().fingerprint.hex();
}

/// A fork that is not there yet, or that is and can be renewed.
Fork fork_of(Run& run, const BothSides& sides) {
  const std::string& author = run.options.author;
  const std::string& machine = run.options.machine;
  Fork fork{{},
            salt_of(sides),
            fmt::format("fork from {}{}{}", author, author.empty() || machine.empty() ? "" : "@",
                        machine.empty() && author.empty() ? "another copy" : machine)};
  for (;;) {
    fork.id = fork_id(sides.id(), fork.salt);
    ForkSource line(run.local.place(), sides.id(), fork);
    std::optional<RowKey> parted = parted_at(run.remote, line);
    if (!parted) parted = parted_at(run.local, line);
    if (!parted) return fork;
    fork.salt += *parted;
  }
}

SyncedSession synced_fork(Run& run, Line local, Line remote) {
  std::string project = local.session.project_id;
  std::string local_stamp = run.local.stamp_of_written(local.session.id, local.fingerprint);
  std::string remote_stamp = run.remote.stamp_of_written(remote.session.id, remote.fingerprint);
  return {std::move(project), synced_copy(std::move(local), std::move(local_stamp)),
          synced_copy(std::move(remote), std::move(remote_stamp))};
}

/// The local side takes the remote's line.
SyncedCopy take_remote_line(Run& run, const BothSides& sides) {
  const std::vector<ComposedRow> rows =
      compose(sides.local(), Target::local, sides.remote_seen(), sides.differing());
  const Session& session = sides.remote_seen().session;
  return write_line(run.local, sides.remote_source_seen(), session, rows,
                    sides.local().fingerprint);
}

void report_split(Run& run, const BothSides& sides, const Fork& fork, const std::string& reason) {
  run.add_step(sides.id(), SyncStep::Action::fork, sides.local().session.title,
               fmt::format("{}: the local line becomes {}", reason, fork.id));
  SyncConflict conflict;
  conflict.session = sides.id();
  conflict.fork = fork.id;
  conflict.reason = reason;
  run.add_conflict(std::move(conflict));
}

}  // namespace

void split_diverged(Run& run, const BothSides& sides, const PlannedSession& planned,
                    const std::string& reason) {
  const std::string& id = sides.id();
  const Fork fork = fork_of(run, sides);
  ForkSource source(run.local.place(), id, fork);
  std::optional<Line> remote_fork;
  std::optional<Line> local_fork;
  if (run.may_push() && !run.options.dry_run) {
    remote_fork = send_new(run, source, run.remote, fork.id);
    if (!remote_fork && !renew_fork(run, Target::remote, source)) return;  // refused, and named
  }
  if (run.may_pull() && !run.options.dry_run) {
    local_fork = send_new(run, source, run.local, fork.id);
    if (!local_fork && !renew_fork(run, Target::local, source)) return;
  }
  report_split(run, sides, fork, reason);
  if (!run.may_pull() || run.options.dry_run) return;
  if (run.options.before_loss) run.options.before_loss(run.local.place(), id);
  SyncedSession synced{sides.remote().session.project_id, take_remote_line(run, sides),
                       synced_copy(sides.remote(), planned.remote->stamp)};
  run.wrote(id);
  run.journal.put(run.pair, {&synced, 1});
  if (!remote_fork || !local_fork) {
    // One side had it from a run that was cut short, perhaps not as it is now.
    if (run.may_push()) run.again.insert(fork.id);
  } else {
    const SyncedSession both = synced_fork(run, *std::move(local_fork), *std::move(remote_fork));
    run.journal.put(run.pair, {&both, 1});
  }
}

}  // namespace sessionstore::sync_detail
