#include "sync/write_line.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>

#include <set>
#include <utility>
#include <variant>

namespace sessionstore::sync_detail {
namespace {

using Row = std::variant<Message, Part, Record>;
using HeldRows = std::map<RowKey, Row>;

/// Passes the rows of a session on with their keys.
class KeyedRows : public SessionVisitor {
 public:
  void on_session(Session /*session*/) override {}
  void on_message(Message message) override {
    message_ = message.id;
    on_row(message_key(message_), std::move(message));
  }
  void on_part(Part part) override {
    RowKey key = part_key(message_, part.id);
    on_row(std::move(key), std::move(part));
  }
  void on_record(Record record) override {
    RowKey key = record_key(record.kind, record.key);
    on_row(std::move(key), std::move(record));
  }

 protected:
  virtual void on_row(RowKey key, Row row) = 0;

 private:
  std::string message_;
};

/// Holds some of a session's rows.
class RowHolder final : public KeyedRows {
 public:
  explicit RowHolder(std::set<RowKey> wanted) : wanted_(std::move(wanted)) {}
  HeldRows rows;

 protected:
  void on_row(RowKey key, Row row) override {
    if (wanted_.contains(key)) rows.emplace(std::move(key), std::move(row));
  }

 private:
  std::set<RowKey> wanted_;
};

Error changed_meanwhile(std::string_view id) {
  return {ErrorCode::conflict, fmt::format("session '{}' was changed while it was synced", id),
          "run the same command again"};
}

/// Puts the composed rows into a writer, each as soon as it and all before it are there.
class ComposingVisitor final : public KeyedRows {
 public:
  ComposingVisitor(BulkWriter& writer, const Session& session, const std::vector<ComposedRow>& rows,
                   HeldRows held)
      : writer_(writer), id_(session.id), rows_(rows), held_(std::move(held)) {
    for (const ComposedRow& row : rows_) {
      if (row.from_source) wanted_.insert(row.key);
    }
    fingerprinter_.add(session);
  }

  void finish() {
    put_all_there();
    if (next_ != rows_.size()) throw changed_meanwhile(id_);
    fingerprint_ = fingerprinter_.finish();
    writer_.end_session(fingerprint_);
  }
  [[nodiscard]] const Digest& fingerprint() const noexcept { return fingerprint_; }

 protected:
  void on_row(RowKey key, Row row) override {
    if (!wanted_.contains(key)) return;
    held_.emplace(std::move(key), std::move(row));
    put_all_there();
  }

 private:
  void put_all_there() {
    for (; next_ != rows_.size(); ++next_) {
      auto row = held_.extract(rows_[next_].key);
      if (!row) return;
      std::visit([&](auto& any) { put(std::move(any)); }, row.mapped());
    }
  }
  template <typename AnyRow>
  void put(AnyRow row) {
    if (row.data.hash() != rows_[next_].hash) throw changed_meanwhile(id_);
    fingerprinter_.add(row);
    put_into(std::move(row));
  }
  void put_into(Message message) { writer_.put_message(std::move(message)); }
  void put_into(Part part) { writer_.put_part(std::move(part)); }
  void put_into(Record record) { writer_.put_record(std::move(record)); }

  BulkWriter& writer_;
  std::string id_;
  const std::vector<ComposedRow>& rows_;
  std::set<RowKey> wanted_;
  HeldRows held_;
  std::size_t next_ = 0;
  Fingerprinter fingerprinter_;
  Digest fingerprint_;
};

HeldRows hold_own_rows(Replica& target, std::string_view id, const std::vector<ComposedRow>& rows) {
  std::set<RowKey> own;
  for (const ComposedRow& row : rows) {
    if (!row.from_source) own.insert(row.key);
  }
  RowHolder holder(std::move(own));
  target.place().read_session(id, holder);
  return std::move(holder.rows);
}

void require_read_back(Replica& target, const std::string& id, const Digest& written) {
  if (fingerprint_of(target.place(), id) == written) return;
  // Somebody may have gone on with it at once: then the stamp differs, and the next sync sees it.
  const ReplicaSessions now = target.find({&id, 1});
  if (now.empty() || now.begin()->second.stamp != target.stamp_of_written(id, written)) return;
  throw Error(ErrorCode::corrupt,
              fmt::format("session {} was written to {}, but reading it back gives something else",
                          id, target.location()),
              "check the disk, then run `sessionstore verify`");
}

}  // namespace

SyncedCopy write_line(Replica& target, SessionSource& source, const Session& session,
                      const std::vector<ComposedRow>& rows, const Digest& expected,
                      const std::function<void(const SyncedCopy&)>& before_commit) {
  // Asked for, it is known to the writer too: after a change, stores know it only then.
  const std::optional<StoredSession> now = target.place().find_stored(session.id);
  if (!now || now->fingerprint != expected) throw changed_meanwhile(session.id);
  HeldRows own = hold_own_rows(target, session.id, rows);
  SyncedCopy written{"", {}, session, {}};
  for (const ComposedRow& row : rows) written.rows.emplace(row.key, row.hash);
  {
    const std::unique_ptr<BulkWriter> writer = target.place().bulk_writer();
    writer->begin_session(session, expected);
    ComposingVisitor composing(*writer, session, rows, std::move(own));
    source.read_session(session.id, composing);
    composing.finish();
    written.fingerprint = composing.fingerprint();
    if (before_commit) before_commit(written);
    writer->commit();
  }
  try {
    require_read_back(target, session.id, written.fingerprint);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;  // deleted at once, which the next sync sees
  }
  written.stamp = target.stamp_of_written(session.id, written.fingerprint);
  return written;
}

}  // namespace sessionstore::sync_detail
