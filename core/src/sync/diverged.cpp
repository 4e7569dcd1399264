#include "sync/diverged.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/fork.h>
#include <sessionstore/json/view.h>

#include <optional>
#include <utility>

#include "sync/new_sessions.h"
#include "sync/write_line.h"

namespace sessionstore::sync_detail {
namespace {

/// Adds to a session's records the one that tells what it was forked from.
class OriginAdder final : public ForkingVisitor {
 public:
  OriginAdder(SessionVisitor& to, Fork fork, Record origin)
      : ForkingVisitor(to, std::move(fork)), to_(to), origin_(std::move(origin)) {}

  void on_record(Record record) override {
    if (origin_ && std::tie(origin_->kind, origin_->key) <= std::tie(record.kind, record.key)) {
      add_origin();
    }
    // A fork of a fork tells of the last one.
    if (record.kind != kForkRecord) ForkingVisitor::on_record(std::move(record));
  }
  void add_origin() {
    if (origin_) to_.on_record(*std::exchange(origin_, std::nullopt));
  }

 private:
  SessionVisitor& to_;
  std::optional<Record> origin_;
};

/// The local line of a session as the fork that it becomes.
class ForkSource final : public SessionSource {
 public:
  ForkSource(SessionSource& source, std::string id, Fork fork)
      : source_(source), id_(std::move(id)), fork_(std::move(fork)) {}

  [[nodiscard]] std::string location() const override { return source_.location(); }
  Inventory inventory() override { return {{}, {{fork_.id, std::nullopt}}, {}, {}}; }
  void read_session(std::string_view /*id*/, SessionVisitor& visitor) override {
    const std::string data = fmt::format(R"({{"session":{}}})", json::quote(id_));
    OriginAdder forking(visitor, fork_, {kForkRecord, "", json::Document::parse(data)});
    source_.read_session(id_, forking);
    forking.add_origin();
  }

 private:
  SessionSource& source_;
  std::string id_;
  Fork fork_;
};

/// What tells this line from others of its session, and stays the same while it goes on: its first
/// own message, else the first row that it has otherwise.
std::string salt_of(const BothSides& sides) {
  const std::set<RowKey> differing = sides.differing();
  const RowHashes remote = sides.remote().hashes();
  for (const LineRow& row : sides.local().rows) {
    if (kind_of(row.key) == kMessage && !remote.contains(row.key)) return row.key;
  }
  for (const LineRow& row : sides.local().rows) {
    if (differing.contains(row.key)) return row.key + row.hash.hex();
  }
  return sides.local().fingerprint.hex();
}

Fork fork_of(const Run& run, const BothSides& sides) {
  const std::string salt = salt_of(sides);
  const std::string& author = run.options.author;
  const std::string& machine = run.options.machine;
  return {fork_id(sides.id(), salt), salt,
          fmt::format("fork from {}{}{}", author, author.empty() || machine.empty() ? "" : "@",
                      machine.empty() && author.empty() ? "another copy" : machine)};
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

/// Whether a side has the fork, from this run or from one that was killed.
bool has(Replica& side, const std::string& id) { return !side.find({&id, 1}).empty(); }

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
    if (!remote_fork && !has(run.remote, fork.id)) return;  // refused, and named
  }
  if (run.may_pull() && !run.options.dry_run) {
    local_fork = send_new(run, source, run.local, fork.id);
    if (!local_fork && !has(run.local, fork.id)) return;
  }
  report_split(run, sides, fork, reason);
  if (!run.may_pull() || run.options.dry_run) return;
  if (run.options.before_loss) run.options.before_loss(run.local.place(), id);
  SyncedSession synced{sides.remote().session.project_id, take_remote_line(run, sides),
                       synced_copy(sides.remote(), planned.remote->stamp)};
  run.written.insert(id);
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
