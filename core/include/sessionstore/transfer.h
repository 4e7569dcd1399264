#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/store.h>

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace sessionstore {

/// What a transfer did. `written + unchanged == sessions` unless it was interrupted; a session that
/// was kept as the sink had it, though the source differs, counts as unchanged and stands in
/// skipped.
struct TransferReport {
  std::string from;
  std::string to;
  std::int64_t projects = 0;  ///< these four: what the source holds and could be read
  std::int64_t sessions = 0;
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::int64_t records = 0;
  std::int64_t written = 0;
  std::int64_t unchanged = 0;
  std::vector<Skipped> skipped;  ///< all that was not taken
  std::vector<Skipped> notes;    ///< taken, but not as it was: replaced bytes, recovered rows
  std::int64_t verified = 0;     ///< sessions read back from the sink and found equal
  bool interrupted = false;
  double seconds = 0;
};

struct TransferProgress {
  std::int64_t sessions_done = 0;
  std::int64_t sessions_total = 0;
  std::int64_t rows_done = 0;
  std::int64_t bytes_done = 0;
};

struct TransferOptions {
  /// Called from the calling thread, at most about ten times a second.
  std::function<void(const TransferProgress&)> on_progress;
  /// Set it (from a signal handler, say) to stop at the next row; sessions already committed stay.
  const std::atomic<bool>* stop = nullptr;
  std::string author;   ///< for sessions that have none
  std::string machine;  ///< for sessions that have none
};

/// Copies every session of `source` into `store`, and reads back and compares each one written.
///
/// Repeatable: a session that is there already and equal is left alone. Where both differ, the
/// store's is replaced only if it is still what an earlier transfer put there and the source has
/// every row of it; otherwise the store's is kept and the difference named in `skipped`. Memory is
/// bounded. Reads the source in a thread of its own; everything else happens in the caller's.
/// Verification that fails throws Error(corrupt).
TransferReport transfer(SessionSource& source, SessionStore& store, const TransferOptions& options);

/// Compares each session of the store with its own hashes and asks the backend for its own check.
std::vector<Difference> verify_store(SessionStore& store, const std::atomic<bool>* stop = nullptr);

}  // namespace sessionstore
