#pragma once

#include <sessionstore/sync.h>

#include <set>
#include <string>
#include <vector>

#include "sync/line.h"

namespace sessionstore::sync_detail {

/// What one run of sync() works with, and what it finds.
struct Run {
  Replica& local;
  Replica& remote;
  SyncJournal& journal;
  const SyncOptions& options;
  SyncPair pair;
  SyncReport& report;
  SessionTally tally;                  ///< what each session in scope comes to
  std::set<std::string> again;         ///< that somebody changed meanwhile
  std::vector<std::string> gone_here;  ///< known by the journal, of any project; not there locally
  bool local_set_back = false;         ///< is_set_back() of any session there

  [[nodiscard]] bool may_push() const { return options.direction != SyncDirection::pull; }
  [[nodiscard]] bool may_pull() const { return options.direction != SyncDirection::push; }
  void add_step(std::string session, SyncStep::Action action, std::string title,
                std::string detail = {}) {
    report.steps.push_back({std::move(session), action, std::move(title), std::move(detail)});
  }
  void wrote(const std::string& session) { tally.note(session, SessionOutcome::written); }
  void left_alone(const std::string& session) { tally.note(session, SessionOutcome::unchanged); }
  void skip(std::string session, std::string reason) {
    tally.note(session, SessionOutcome::failed);
    report.transfer.skipped.push_back({std::move(session), std::move(reason)});
  }
  /// The same of what is no single session.
  void skip_all(std::string what, std::string reason) {
    report.transfer.skipped.push_back({std::move(what), std::move(reason)});
  }
  /// Remembers it for people, unless this is only a plan.
  void add_conflict(SyncConflict conflict) {
    conflict.found = options.clock();
    if (!options.dry_run) conflict.number = journal.add_conflict(pair, conflict);
    report.conflicts.push_back(std::move(conflict));
  }
};

/// What the journal keeps of one side that stands as `line` says.
inline SyncedCopy synced_copy(Line line, std::string stamp) {
  return {std::move(stamp), line.fingerprint, std::move(line.session), line.hashes()};
}

}  // namespace sessionstore::sync_detail
