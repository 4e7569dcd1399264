#include "transfer/batch_writer.h"

#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <algorithm>

#include "transfer/row_ids.h"

namespace sessionstore::transfer_detail {
namespace {

// A transaction this large makes the cost of a commit vanish, and still fits every engine's limits.
constexpr std::size_t kRowsPerCommit = 4000;
constexpr std::size_t kBytesPerCommit = 4U << 20U;

}  // namespace

BulkWriter& BatchWriter::writer() {
  if (writer_ == nullptr) writer_ = store_.bulk_writer();
  return *writer_;
}

BatchWriter::Decision BatchWriter::decide_on_known(const SessionBegin& begin) {
  finish();  // the store is asked below, and the open transaction may be on its only connection
  const std::string& id = begin.session.id;
  const auto keep = [&](std::string reason) {
    report_.skipped.push_back({id, std::move(reason)});
    ++report_.unchanged;
    return Decision::keep;
  };
  const std::optional<StoredSession> stored = store_.find_stored(id);
  if (!stored || stored->fingerprint != begin.expected) {
    again.push_back(id);
    return Decision::again;
  }
  if (stored->base_fingerprint != stored->fingerprint) {
    return keep(
        "changed here since it was brought in, and different in the source: the store's was "
        "kept; to take the source's, delete it here and import again");
  }
  IdCollector here;
  store_.read_session(id, here);
  if (!std::includes(begin.ids.begin(), begin.ids.end(), here.ids.begin(), here.ids.end())) {
    return keep(
        "the source lacks rows that the store has: the store's was kept; to take the "
        "source's, delete it here and import again");
  }
  return Decision::take;
}

BatchWriter::Decision BatchWriter::begin(const SessionBegin& begin) {
  if (begin.expected) {
    const Decision decision = decide_on_known(begin);
    if (decision != Decision::take) return decision;
  }
  current_ = begin.session.id;
  try {
    writer().begin_session(begin.session, begin.expected);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;
    again.push_back(current_);
    return Decision::again;
  }
  in_session_ = true;
  return Decision::take;
}

void BatchWriter::put(Rows rows) {
  rows_ += rows.rows.size();
  bytes_ += rows.bytes;
  for (Row& row : rows.rows) {
    if (auto* const message = std::get_if<Message>(&row)) {
      writer_->put_message(std::move(*message));
    } else if (auto* const part = std::get_if<Part>(&row)) {
      writer_->put_part(std::move(*part));
    } else {
      writer_->put_record(std::get<Record>(std::move(row)));
    }
  }
}

void BatchWriter::end(const Digest& fingerprint) {
  writer_->end_session(fingerprint);
  in_session_ = false;
  batch_.push_back({current_, fingerprint});
  if (rows_ >= kRowsPerCommit || bytes_ >= kBytesPerCommit) finish();
}

void BatchWriter::finish() {
  if (in_session_) batch_.clear();
  if (writer_ != nullptr && !in_session_) writer_->commit();
  writer_.reset();
  in_session_ = false;
  rows_ = bytes_ = 0;
  verify_batch();
}

void BatchWriter::verify_batch() {
  for (const Written& written : std::exchange(batch_, {})) {
    ++report_.written;
    Digest found;
    try {
      found = fingerprint_of(store_, written.id);
    } catch (const Error& error) {
      // Gone or changed by somebody else since the commit is no damage.
      if (error.code() != ErrorCode::not_found) throw;
      continue;
    }
    if (found == written.fingerprint) {
      ++report_.verified;
    } else if (const auto stored = store_.find_stored(written.id);
               stored && stored->base_fingerprint == written.fingerprint &&
               stored->fingerprint == written.fingerprint) {
      throw Error(
          ErrorCode::corrupt,
          "session " + written.id + " was written, but reading it back gives something else",
          "check the disk, then run `sessionstore verify`");
    }
  }
}

}  // namespace sessionstore::transfer_detail
