#include "transfer/batch_writer.h"

#include <sessionstore/error.h>

#include <algorithm>

#include "transfer/row_hashes.h"

namespace sessionstore::transfer_detail {
namespace {

// A transaction this large makes the cost of a commit vanish, and still fits every engine's limits.
constexpr std::size_t kRowsPerCommit = 4000;
constexpr std::size_t kBytesPerCommit = 4U << 20U;

/// The store's copy of a session.
struct StoreCopy final : RowCollector {
  std::map<std::string, Record> records;

  void on_record(Record record) override {
    records.emplace(key_of(record), record);
    RowCollector::on_record(std::move(record));
  }
};

/// Whether `rows` has every message and part of `copy`.
bool has_all_turns(const RowHashes& rows, const RowHashes& copy) {
  return std::ranges::all_of(copy, [&](const auto& row) {
    return row.first.front() == kRecordKey || rows.contains(row.first);
  });
}

/// Whether `copy` has every row of `rows` as it is there.
bool has_as_they_are(const RowHashes& copy, const RowHashes& rows) {
  return std::ranges::all_of(rows, [&](const auto& row) {
    const auto found = copy.find(row.first);
    return found != copy.end() && found->second == row.second;
  });
}

}  // namespace

// -- one session ------------------------------------------------------------------------------

void BatchWriter::begin_round() {
  again.clear();
  last_failure.reset();
  careful_ = std::exchange(careful_next_round_, false);
}

void BatchWriter::begin(const SessionBegin& begin) {
  // The store will be asked, and the open transaction may be on its only connection.
  if (begin.expected) finish();
  current_ = begin.session.id;
  counts_ = {};
  carried_.clear();
  carrying_.reset();
  fate_ = Fate::take;
  attempt([&] {
    if (begin.expected) fate_ = decide_on_known(begin);
    if (fate_ == Fate::take) begin_writing(begin);
  });
}

BatchWriter::Fate BatchWriter::decide_on_known(const SessionBegin& begin) {
  const std::optional<StoredSession> stored = store_.find_stored(current_);
  if (!stored || stored->fingerprint != begin.expected) return Fate::again;
  if (stored->base_fingerprint != stored->fingerprint) {
    keep(
        "changed here since it was brought in, and different in the source: the store's was "
        "kept; to take the source's, delete it here and import again");
    return Fate::keep;
  }
  StoreCopy here;
  store_.read_session(current_, here);
  if (!has_all_turns(begin.rows, here.rows)) {
    keep(
        "the source lacks rows that the store has: the store's was kept; to take the "
        "source's, delete it here and import again");
    return Fate::keep;
  }
  // What an agent has no place for, a place that it came back from cannot have: it stays here.
  std::erase_if(here.records,
                [&](const auto& record) { return begin.rows.contains(record.first); });
  if (!here.records.empty() && has_as_they_are(here.rows, begin.rows)) {
    tally_.note(current_, SessionOutcome::unchanged);
    return Fate::keep;
  }
  carried_ = std::move(here.records);
  if (!carried_.empty()) carrying_.emplace();
  return Fate::take;
}

void BatchWriter::begin_writing(const SessionBegin& begin) {
  if (writer_ == nullptr) writer_ = store_.bulk_writer();
  if (carrying_) carrying_->add(begin.session);
  try {
    writer_->begin_session(begin.session, begin.expected);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::conflict) throw;
    fate_ = Fate::again;
  }
}

void BatchWriter::put(Rows rows) {
  for (const Row& row : rows.rows) {
    counts_.messages += std::holds_alternative<Message>(row) ? 1 : 0;
    counts_.parts += std::holds_alternative<Part>(row) ? 1 : 0;
    counts_.records += std::holds_alternative<Record>(row) ? 1 : 0;
  }
  if (fate_ != Fate::take) return;
  rows_ += rows.rows.size();
  bytes_ += rows.bytes;
  attempt([&] {
    for (Row& row : rows.rows) write(std::move(row));
  });
}

void BatchWriter::write(Row row) {
  if (const auto* const record = std::get_if<Record>(&row)) {
    write_carried(RowCollector::key_of(*record));
  }
  if (carrying_) std::visit([&](const auto& any) { carrying_->add(any); }, row);
  if (auto* const message = std::get_if<Message>(&row)) {
    writer_->put_message(std::move(*message));
  } else if (auto* const part = std::get_if<Part>(&row)) {
    writer_->put_part(std::move(*part));
  } else {
    writer_->put_record(std::get<Record>(std::move(row)));
  }
}

void BatchWriter::write_carried(const std::optional<std::string>& before) {
  while (!carried_.empty() && (!before || carried_.begin()->first < *before)) {
    Record record = std::move(carried_.extract(carried_.begin()).mapped());
    carrying_->add(record);
    writer_->put_record(std::move(record));
  }
}

void BatchWriter::end(const Digest& of_source) {
  Digest fingerprint = of_source;
  attempt([&] {
    if (fate_ != Fate::take) return;
    write_carried(std::nullopt);
    if (carrying_) fingerprint = carrying_->finish();
    writer_->end_session(fingerprint);
  });
  const Fate fate = std::exchange(fate_, Fate::none);
  if (fate == Fate::keep) add(counts_);
  if (fate == Fate::again) again.push_back(current_);
  if (fate != Fate::take) return;
  batch_.push_back({current_, fingerprint, counts_});
  if (careful_ || rows_ >= kRowsPerCommit || bytes_ >= kBytesPerCommit) commit_and_read_back();
}

void BatchWriter::lose(const std::string& id, const Error& error) {
  const bool begun = fate_ != Fate::none;
  if (!begun) {
    current_ = id;
    counts_ = {};
  }
  if (!begun || fate_ == Fate::take) {
    if (error.code() == ErrorCode::corrupt) {
      // Damage in the source is of this session alone; in the store it would be an end.
      if (begun) undo_batch();
      keep(error.what());
      fate_ = Fate::keep;
    } else {
      fail(error);
    }
  }
  const Fate fate = std::exchange(fate_, Fate::none);
  if (fate == Fate::keep) add(counts_);
  if (fate == Fate::again) again.push_back(current_);
}

// -- what goes wrong --------------------------------------------------------------------------

bool BatchWriter::concerns_one_session(const Error& error) {
  return error.code() == ErrorCode::constraint || error.code() == ErrorCode::already_exists ||
         error.code() == ErrorCode::invalid_argument;
}

template <typename Call>
void BatchWriter::attempt(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    fail(error);
  }
}

/// Undoes the open transaction and decides on the current session, or lets the error go on.
void BatchWriter::fail(const Error& error) {
  const bool alone = batch_.empty() || fate_ != Fate::take;
  if (fate_ == Fate::take) undo_batch();
  if (error.retryable()) {
    count_failure(error);
    fate_ = Fate::again;
  } else if (error.code() == ErrorCode::conflict || (concerns_one_session(error) && !alone)) {
    // A store may write rows late: they need not be this session's.
    careful_next_round_ = true;
    fate_ = Fate::again;
  } else if (concerns_one_session(error)) {
    keep(error.what());
    fate_ = Fate::keep;
  } else {
    throw Error(error);
  }
}

void BatchWriter::count_failure(const Error& error) {
  if (++failures_in_a_row_ == kMostFailuresInARow) throw Error(error);
  last_failure = error;
}

void BatchWriter::undo_batch() {
  writer_.reset();
  rows_ = bytes_ = 0;
  for (Ended& session : std::exchange(batch_, {})) again.push_back(std::move(session.id));
}

void BatchWriter::keep(std::string reason) {
  report_.skipped.push_back({current_, std::move(reason)});
  tally_.note(current_, SessionOutcome::failed);
}

void BatchWriter::add(const Counts& counts) {
  report_.messages += counts.messages;
  report_.parts += counts.parts;
  report_.records += counts.records;
}

}  // namespace sessionstore::transfer_detail
