// The end of a BatchWriter's transaction: its commit, and the proof that it holds what was sent.
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <chrono>
#include <utility>

#include "transfer/batch_writer.h"

namespace sessionstore::transfer_detail {
namespace {

/// The fingerprint of what a store has; nothing where the session is gone.
std::optional<Digest> stored_fingerprint(SessionPlace& store, const std::string& id,
                                         int most_failures) {
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
  } else if (writer_ != nullptr) {
    commit_and_read_back();
  }
  judge(read_back_before());
}

void BatchWriter::commit_and_read_back() {
  // A reader would keep SQLite's checkpoint from its end; and no reader outlives a failed commit.
  const ReadBack before = read_back_before();
  const bool committed = commit();
  writer_.reset();
  rows_ = bytes_ = 0;
  // Only now: it may ask the store, which the open transaction would keep waiting.
  judge(before);
  auto sessions = std::exchange(batch_, {});
  if (!store_.reads_beside_writer()) {
    judge(read_back(std::move(sessions), committed));
    return;
  }
  reading_ = std::async(std::launch::async, [this, committed, sessions = std::move(sessions)] {
    return read_back(sessions, committed);
  });
}

BatchWriter::ReadBack BatchWriter::read_back(std::vector<Ended> sessions, bool committed) const {
  const auto started = std::chrono::steady_clock::now();
  ReadBack read{std::move(sessions), committed, {}, 0};
  for (const Ended& session : read.sessions) {
    read.found.push_back(stored_fingerprint(store_, session.id, kMostFailuresInARow));
  }
  read.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return read;
}

BatchWriter::ReadBack BatchWriter::read_back_before() {
  return reading_.valid() ? reading_.get() : ReadBack{};
}

void BatchWriter::judge(const ReadBack& read) {
  for (std::size_t i = 0; i < read.sessions.size(); ++i) {
    judge(read.sessions[i], read.found[i], read.committed);
  }
  report_.verify_seconds += read.seconds;
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

void BatchWriter::judge(const Ended& session, const std::optional<Digest>& found, bool committed) {
  const bool equal = found == session.fingerprint;
  if (!committed && !equal) {
    again.push_back(session.id);
    return;
  }
  tally_.note(session.id, SessionOutcome::written);
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
