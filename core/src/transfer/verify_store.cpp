#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/transfer.h>

#include <algorithm>
#include <iterator>

#include "transfer/progress.h"

namespace sessionstore {
namespace {

/// Recomputes the fingerprint, and looks for rows that are missing: numbers have no gaps.
class Inspection final : public SessionVisitor {
 public:
  Inspection(const Supervision& supervision, transfer_detail::Progress& progress)
      : supervision_(supervision), progress_(progress) {}

  void on_session(Session session) override {
    messages_expected_ = session.message_count;
    fingerprinter_.add(session);
  }
  void on_message(Message message) override {
    gap_ = gap_ || message.seq != ++messages_;
    position_ = 0;
    add(message);
  }
  void on_part(Part part) override {
    gap_ = gap_ || part.message_seq != messages_ || part.position != position_++;
    add(part);
  }
  void on_record(Record record) override { add(record); }

  Digest fingerprint() { return fingerprinter_.finish(); }
  [[nodiscard]] bool complete() const { return !gap_ && messages_ == messages_expected_; }

 private:
  template <typename AnyRow>
  void add(const AnyRow& row) {
    supervision_.stop.check();
    fingerprinter_.add(row);
    progress_.add(1, row.data.text().size());
  }

  const Supervision& supervision_;
  transfer_detail::Progress& progress_;
  Fingerprinter fingerprinter_{Fingerprinter::Trust::recompute};
  std::int64_t messages_expected_ = 0;
  std::int64_t messages_ = 0;
  std::int64_t position_ = 0;
  bool gap_ = false;
};

/// What is wrong with one session, judged by its own hashes; nothing where all is well.
std::optional<Difference> check_session(SessionStore& store, const SessionEntry& entry,
                                        Inspection& inspection) {
  try {
    store.read_session(entry.id, inspection);
    if (!inspection.complete()) {
      return Difference{entry.id, "missing", "rows are missing: their numbers have gaps"};
    }
    const Digest found = inspection.fingerprint();
    if (!entry.fingerprint || *entry.fingerprint == found) return std::nullopt;
    // It may have changed since the inventory was taken.
    const std::optional<StoredSession> now = store.find_stored(entry.id);
    if (!now || now->fingerprint != *entry.fingerprint) return std::nullopt;
    return Difference{entry.id, "fingerprint", "rows are missing, added or in another order"};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::not_found) return std::nullopt;  // deleted meanwhile
    if (error.code() != ErrorCode::corrupt) throw;
    return Difference{entry.id, "hash", error.what()};
  }
}

}  // namespace

ColumnReport verify_store(SessionStore& store, const Supervision& supervision,
                          ColumnCheck columns) {
  columns.stop = supervision.stop;
  // First what may be put right, so that the rest is looked at as it is then.
  ColumnReport report = store.check_columns(columns);
  std::vector<Difference>& differences = report.differences;
  std::ranges::move(store.check_storage(), std::back_inserter(differences));
  const std::vector<SessionEntry> sessions = store.inventory().sessions;
  transfer_detail::Progress progress(supervision.on_progress, sessions.size());
  for (const SessionEntry& entry : sessions) {
    supervision.stop.check();
    Inspection inspection(supervision, progress);
    auto difference = check_session(store, entry, inspection);
    if (difference) differences.push_back(std::move(*difference));
    progress.session_done();
  }
  return report;
}

}  // namespace sessionstore
