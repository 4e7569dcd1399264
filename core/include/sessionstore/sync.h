#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/replica.h>
#include <sessionstore/sync_journal.h>
#include <sessionstore/transfer.h>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sessionstore {

/// Which sessions a sync is about. A session that one of both sides has in it is in it.
struct SyncScope {
  std::optional<std::string> project_id;  ///< all projects without it
  /// Of sessions that only the remote side has, those of this author alone; everybody's without it.
  std::optional<std::string> author;
  /// These and their children alone; all without them.
  std::set<std::string, std::less<>> sessions;
};

/// Whose changes go over.
enum class SyncDirection { both, push, pull };

struct SyncOptions : Supervision {
  SyncScope scope;
  SyncDirection direction = SyncDirection::both;
  bool dry_run = false;  ///< plan only
  /// Where more sessions than this were to be deleted within 24 hours, on both sides together, no
  /// more are: what earlier syncs with this journal have deleted counts.
  std::int64_t max_delete = 10;
  /// Bring sessions back that one side has deleted.
  bool restore = false;
  std::string author;   ///< who runs it: for sessions that have none, and for forks' titles
  std::string machine;  ///< the same
  /// Called before a session is deleted, replaced by another line or loses messages or parts, with
  /// where it is: the place for a copy. What it throws keeps the session as it is.
  std::function<void(SessionSource&, const std::string& id)> before_loss;
  Clock clock = system_clock_millis;
};

/// What a sync does, or would do, to one session.
struct SyncStep {
  enum class Action {
    push,           ///< what is new on the local side goes to the remote one
    pull,           ///< the other way
    merge,          ///< both
    fork,           ///< the local line becomes a session of its own, the remote's stays
    delete_local,   ///< it was deleted on the remote side
    delete_remote,  ///< the other way
  };
  std::string session;
  Action action = Action::push;
  std::string title;
  std::string detail;
};

struct SyncReport {
  /// Of the sessions in scope; `written` are those of which anything was written or deleted on
  /// either side, `failed` those of which nothing was and that `skipped` names or a stopped run did
  /// not come to, `unchanged` all others: alike, nothing in this direction, or only planned.
  TransferReport transfer;
  std::vector<SyncStep> steps;
  std::int64_t of_others =
      0;  ///< sessions that only the remote side has, and that scope.author left out
  std::vector<SyncConflict> conflicts;  ///< found by this sync, whether or not they are settled
};

/// Keeps two copies of a history alike, session by session, by what each side has changed since
/// both were last alike, which `journal` remembers.
///
/// What one side alone has changed goes over, row by row. Where both have gone on with one session,
/// or changed one row, the remote's line keeps the session's id, and the local line becomes a
/// session of its own on both sides; this is a conflict, and nothing of either line is lost. Where
/// both set one field (a title), the remote's stays, and the other is in the conflict. A deletion
/// goes over, unless the other side went on with the session: then it comes back. A side that was
/// set back to an older state, as from a backup, has not removed what it lacks.
///
/// Each session is written whole or not at all, and only if it is still as it was read. Stopped or
/// killed at any point, the next sync goes on from there. Memory is bounded by the changed rows of
/// one session and the hashes of all that are new. Throws Error where a side cannot be reached;
/// what concerns one session alone is named in `skipped`.
SyncReport sync(Replica& local, Replica& remote, SyncJournal& journal, const SyncOptions& options);

}  // namespace sessionstore
