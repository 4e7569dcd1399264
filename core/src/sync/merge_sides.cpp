#include "sync/merge_sides.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sync/set_back.h"
#include "sync/write_line.h"

namespace sessionstore::sync_detail {
namespace {

/// What both sides come to be, and what of it is written.
class Merge {
 public:
  Merge(Run& run, const BothSides& sides, const PlannedSession& planned, Judgement judgement)
      : run_(run),
        sides_(sides),
        planned_(planned),
        judgement_(std::move(judgement)),
        fields_(sides.merge()) {
    read_back(run.local, sides.local().session, fields_.local);
    read_back(run.remote, sides.remote().session, fields_.remote);
  }

  [[nodiscard]] bool to_remote() const {
    return !judgement_.to_remote.empty() || !same_fields(fields_.remote, sides_.remote().session);
  }
  [[nodiscard]] bool to_local() const {
    return !judgement_.to_local.empty() || !same_fields(fields_.local, sides_.local().session);
  }

  void run() {
    const bool push = to_remote() && run_.may_push();
    const bool pull = to_local() && run_.may_pull();
    add_step(push, pull);
    if (run_.may_pull()) add_contested();
    if (run_.options.dry_run) return;
    SyncedSession synced{sides_.remote().session.project_id,
                         synced_copy(sides_.local(), planned_.local->stamp),
                         synced_copy(sides_.remote(), planned_.remote->stamp)};
    if (push) {
      synced.remote = write(run_.remote, Target::remote, sides_.remote(), run_.local.place(),
                            sides_.local(), judgement_.to_remote, fields_.remote);
    }
    if (pull) {
      synced.local = write(run_.local, Target::local, sides_.local(), sides_.remote_source_seen(),
                           sides_.remote_seen(), judgement_.to_local, fields_.local);
    }
    if (to_remote() && !push) leave_open(synced.local, judgement_.to_remote, sides_.base().local);
    if (to_local() && !pull) leave_open(synced.remote, judgement_.to_local, sides_.base().remote);
    if ((to_remote() && !push) || (to_local() && !pull)) keep_base_fields(synced);
    run_.journal.put(run_.pair, {&synced, 1});
  }

 private:
  /// Members that were merged may stand in another order there.
  static void read_back(Replica& side, const Session& now, Session& merged) {
    if (!same_fields(now, merged)) merged = side.as_read_back(std::move(merged));
  }

  void add_step(bool push, bool pull) {
    if (!push && !pull) return;
    using Action = SyncStep::Action;
    const Action action = push && pull ? Action::merge : push ? Action::push : Action::pull;
    const bool set_back = sides_.local_set_back() || sides_.remote_set_back();
    run_.add_step(sides_.id(), action, (pull ? fields_.local : fields_.remote).title,
                  set_back ? fmt::format("the {} side was set back to an older state",
                                         sides_.local_set_back() ? "local" : "remote")
                           : "");
  }

  void add_contested() {
    for (const ContestedField& field : fields_.contested) {
      SyncConflict conflict;
      conflict.session = sides_.id();
      conflict.reason = "both sides set its " + field.name + ": the remote's is in force";
      conflict.field = field.name;
      conflict.local_value = field.local;
      conflict.remote_value = field.remote;
      run_.add_conflict(std::move(conflict));
    }
  }

  /// Whether what a side has now should be kept: it is about to lose rows, or to have newer text
  /// replaced by what may be older.
  [[nodiscard]] bool needs_copy(Target side, const Line& line,
                                const std::vector<ComposedRow>& becomes,
                                const std::string& title) const {
    if (side == Target::local ? sides_.local_set_back() : sides_.remote_set_back()) return true;
    // An agent writes texts without a later time of the session.
    const bool from_older = run_.options.restore ||
                            (side == Target::local ? is_older(sides_.remote(), sides_.base().remote)
                                                   : is_older(sides_.local(), sides_.base().local));
    if (from_older && title != line.session.title) return true;
    RowHashes after;
    for (const ComposedRow& row : becomes) after.emplace(row.key, row.hash);
    return std::ranges::any_of(line.rows, [&](const LineRow& row) {
      if (kind_of(row.key) == kRecord) return false;
      const auto found = after.find(row.key);
      return found == after.end() || (from_older && found->second != row.hash);
    });
  }

  SyncedCopy write(Replica& target, Target side, const Line& line, SessionSource& source,
                   const Line& from, const std::set<RowKey>& taken, const Session& session) {
    const std::vector<ComposedRow> rows = compose(line, side, from, taken);
    if (run_.options.before_loss && needs_copy(side, line, rows, session.title)) {
      run_.options.before_loss(target.place(), sides_.id());
    }
    const auto announce = [&](const SyncedCopy& copy) {
      if (side == Target::remote) announce_remote(copy);
    };
    SyncedCopy written = write_line(target, source, session, rows, line.fingerprint, announce);
    run_.wrote(sides_.id());
    return written;
  }

  /// For a run that is killed once the remote side is written: what the local side has changed
  /// since then must not be taken for another change of the same.
  void announce_remote(const SyncedCopy& remote) {
    SyncedSession synced{sides_.remote().session.project_id, synced_copy(sides_.local(), ""),
                         remote};
    if (to_local()) {
      leave_open(synced.remote, judgement_.to_local, sides_.base().remote);
      keep_base_fields(synced);
      synced.remote.fingerprint = remote.fingerprint;  // by which it is found again
    }
    run_.journal.announce(run_.pair, synced);
  }

  void keep_base_fields(SyncedSession& synced) const {
    synced.local.session = sides_.base().local.session;
    synced.remote.session = sides_.base().remote.session;
    synced.local.session.id = sides_.id();
  }

  /// What did not go over is still a change since both were alike.
  static void leave_open(SyncedCopy& copy, const std::set<RowKey>& rows, const SyncedCopy& base) {
    for (const RowKey& key : rows) {
      const auto before = base.rows.find(key);
      copy.rows.erase(key);
      if (before != base.rows.end()) copy.rows.insert(*before);
    }
    // It is no state that a side has: nobody may delete it for being unchanged.
    copy.stamp.clear();
    copy.fingerprint = {};
  }

  Run& run_;
  const BothSides& sides_;
  const PlannedSession& planned_;
  Judgement judgement_;
  MergedFields fields_;
};

}  // namespace

void merge_sides(Run& run, const BothSides& sides, const PlannedSession& planned,
                 Judgement judgement) {
  Merge(run, sides, planned, std::move(judgement)).run();
}

}  // namespace sessionstore::sync_detail
