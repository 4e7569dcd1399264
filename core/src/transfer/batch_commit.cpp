// The end of a BatchWriter's transaction: its commit, and the proof that it holds what was sent.
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <chrono>
#include <utility>

#include "transfer/batch_writer.h"

namespace sessionstore::transfer_detail {
namespace {

/// The fingerprint of what a store has; nothing where the session is gone.
std::optional<Digest> read_back(SessionPlace& store, const std::string& id, int most_failures) {
  for (int failures = 0;;) {
    try {
      return fingerprint_of(store, id);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::not_found) return std::nullopt;
      if (!error.retryable() || ++failures == most_failures) throw;
    }
  }
}

}  // namespace

void BatchWriter::finish() {
  if (fate_ == Fate::take) {
    undo_batch();
    return;
  }
  if (writer_ == nullptr) return;
  const bool committed = commit();
  writer_.reset();
  rows_ = bytes_ = 0;
  const auto started = std::chrono::steady_clock::now();
  for (const Ended& session : std::exchange(batch_, {})) verify(session, committed);
  report_.verify_seconds +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

/// Returns whether it is known to have happened. Where it is not, the batch's sessions need to be
/// looked for.
bool BatchWriter::commit() {
  try {
    writer_->commit();
    failures_in_a_row_ = 0;
    return true;
  } catch (const Error& error) {
    if (error.retryable()) {
      count_failure(error);
    } else if (concerns_one_session(error) && batch_.size() == 1) {
      current_ = batch_.front().id;
      keep(error.what());
      add(batch_.front().counts);
      batch_.clear();
    } else if (concerns_one_session(error) || error.code() == ErrorCode::conflict) {
      careful_next_round_ = true;
    } else {
      throw;
    }
    return false;
  }
}

void BatchWriter::verify(const Ended& session, bool committed) {
  const std::optional<Digest> found = read_back(store_, session.id, kMostFailuresInARow);
  const bool equal = found == session.fingerprint;
  if (!committed && !equal) {
    again.push_back(session.id);
    return;
  }
  ++report_.written;
  add(session.counts);
  if (equal) {
    ++report_.verified;
    if (options_.on_written) options_.on_written(session.id, session.fingerprint);
    return;
  }
  // Gone or changed by somebody else since the commit is no damage.
  const auto stored = store_.find_stored(session.id);
  if (stored && stored->base_fingerprint == session.fingerprint &&
      stored->fingerprint == session.fingerprint) {
    throw Error(ErrorCode::corrupt,
                "session " + session.id + " was written, but reading it back gives something else",
                "check the disk, then run `sessionstore verify`");
  }
  report_.notes.push_back(
      {session.id, "changed or deleted by somebody else between writing and verifying it"});
}

}  // namespace sessionstore::transfer_detail
