#pragma once

#include <sessionstore/column_check.h>
#include <sessionstore/endpoint.h>
#include <sessionstore/session_tally.h>
#include <sessionstore/stop_flag.h>
#include <sessionstore/store.h>

#include <functional>
#include <string>
#include <vector>

namespace sessionstore {

/// What a transfer did. Each session is counted once: `written + unchanged + failed == sessions`,
/// always (SessionTally).
struct TransferReport {
  std::string from;
  std::string to;
  std::int64_t projects = 0;  ///< these five: what the source holds and could be read
  /// Those that the source names; one whose rows cannot be read then has failed.
  std::int64_t sessions = 0;
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::int64_t records = 0;
  /// Sessions of which the sink holds something new, if only without rows that are in `skipped`.
  std::int64_t written = 0;
  /// Sessions of which the sink lacks nothing: it has the same, or what the source has is no newer
  /// than what it had from there, or it was to get only those that it does not have.
  std::int64_t unchanged = 0;
  /// Sessions that were not taken, whatever the sink has of them: refused, unreadable, gone, kept
  /// as the sink has them though the source differs, or not come to because the run was stopped.
  std::int64_t failed = 0;
  std::vector<Skipped> skipped;  ///< all that was not taken
  std::vector<Skipped> notes;    ///< taken, but not as it was: replaced bytes, recovered rows
  std::int64_t verified = 0;     ///< sessions read back from the sink and found equal
  bool interrupted = false;
  double seconds = 0;
  double verify_seconds = 0;  ///< spent on reading back, which may be beside the writing
};

struct TransferProgress {
  std::int64_t sessions_done = 0;
  std::int64_t sessions_total = 0;
  std::int64_t rows_done = 0;
  std::int64_t bytes_done = 0;
};

/// How somebody watches a long run, and ends it.
struct Supervision {
  /// Called from the calling thread, at most about ten times a second.
  std::function<void(const TransferProgress&)> on_progress;
  /// Set it (from a signal handler, say) to stop at the next row.
  StopFlag stop = {};

  [[nodiscard]] bool stopping() const { return stop.raised(); }
};

struct TransferOptions : Supervision {
  std::string author;   ///< for sessions that have none
  std::string machine;  ///< for sessions that have none
  /// Take only sessions that the target does not have; others count as unchanged.
  bool absent_only = false;
  /// Called from the calling thread for each session that was written, read back and found equal.
  std::function<void(const std::string& id, const Digest& fingerprint)> on_written;
  /// Called from the calling thread at the end, for each session with what it counts as.
  std::function<void(const std::string& id, SessionOutcome outcome)> on_outcome;
};

/// Copies every session of `source` into `target`, and reads back and compares each one written.
///
/// Repeatable: a session that is there already and equal is left alone. Where both differ, the
/// target's is replaced only if it is still what an earlier transfer put there and the source has
/// every message and part of it (records that only the target has stay); otherwise the target's is
/// kept and the difference named in `skipped`. Memory is bounded. Reads the source in a thread of
/// its own, and the target's sessions in another where SessionPlace::reads_beside_writer() allows
/// it; everything else happens in the caller's.
///
/// A damaged row of the source, and a session that the source cannot give or the target refuses,
/// are named in `skipped`, the others are taken. Where either place is away for a while, the open
/// transaction's sessions are taken anew; throws the last Error once that does not help. What is
/// stopped or killed leaves whole sessions, and the next run goes on from there. Verification that
/// fails throws Error(corrupt).
TransferReport transfer(SessionSource& source, SessionPlace& target,
                        const TransferOptions& options);

/// Compares each session of the store with its own hashes, the columns of all rows with what they
/// were written as, and asks the backend for its own check. `columns.stop` is not asked:
/// `supervision.stop` is. Throws Error(interrupted) where it is stopped.
ColumnReport verify_store(SessionStore& store, const Supervision& supervision = {},
                          ColumnCheck columns = {});

/// What one place has of another's sessions.
struct Comparison {
  std::int64_t sessions = 0;  ///< these three: in `from`
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  /// What `to` lacks of `from` or has otherwise, and what is damaged or unreadable in either.
  std::vector<Difference> differences;
  std::vector<std::string>
      only_in_to;  ///< ids of whole sessions: a shared store has other people's
};

/// Reads both places whole, computes every hash anew, and compares every row of every session of
/// `from` with that in `to`. Throws Error(interrupted) where it is stopped.
Comparison compare_places(SessionSource& from, SessionSource& to,
                          const Supervision& supervision = {});

}  // namespace sessionstore
