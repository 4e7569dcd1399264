#include "transfer/source_reader.h"

#include <sessionstore/error.h>
#include <sessionstore/fingerprint.h>
#include <sessionstore/intact_rows.h>

#include <utility>

#include "transfer/row_hashes.h"

namespace sessionstore::transfer_detail {
namespace {

constexpr std::size_t kBytesPerEvent = 128U << 10U;

/// Thrown through a source's read_session() to end it: the consumer has left or the user wants out.
struct Stop {};

/// Fingerprints a session and collects its rows' hashes, without sending its rows.
class Inspector final : public SessionVisitor {
 public:
  explicit Inspector(const TransferOptions& options) : options_(options) {}

  void on_session(Session session) override {
    begun_ = true;
    fingerprinter.add(session);
    rows.on_session(std::move(session));
  }
  void on_message(Message message) override {
    if (options_.stopping()) throw Stop{};
    fingerprinter.add(message);
    rows.on_message(std::move(message));
  }
  void on_part(Part part) override {
    if (options_.stopping()) throw Stop{};
    fingerprinter.add(part);
    rows.on_part(std::move(part));
  }
  void on_record(Record record) override {
    if (options_.stopping()) throw Stop{};
    fingerprinter.add(record);
    rows.on_record(std::move(record));
  }
  void on_skipped(Skipped skipped) override { remarks.push_back({std::move(skipped), false}); }
  void on_note(Skipped note) override { remarks.push_back({std::move(note), true}); }

  [[nodiscard]] bool begun() const { return begun_; }

  Fingerprinter fingerprinter;
  RowCollector rows;
  std::vector<Remark> remarks;

 private:
  const TransferOptions& options_;
  bool begun_ = false;
};

/// Sends a session's rows as it reads them.
class Sender final : public SessionVisitor {
 public:
  Sender(EventQueue& queue, const TransferOptions& options, std::optional<Digest> expected,
         RowHashes rows, bool remarks)
      : queue_(queue),
        options_(options),
        expected_(std::move(expected)),
        hashes_(std::move(rows)),
        remarks_(remarks) {}

  void on_session(Session session) override {
    if (session.author.empty()) session.author = options_.author;
    if (session.machine.empty()) session.machine = options_.machine;
    fingerprinter_.add(session);
    begun_ = true;
    send(SessionBegin{std::move(session), expected_, std::move(hashes_)}, 0);
  }
  void on_message(Message message) override { add(std::move(message)); }
  void on_part(Part part) override { add(std::move(part)); }
  void on_record(Record record) override { add(std::move(record)); }
  void on_skipped(Skipped skipped) override { remark({std::move(skipped), false}); }
  void on_note(Skipped note) override { remark({std::move(note), true}); }

  /// Whether anything of the session was sent.
  [[nodiscard]] bool begun() const { return begun_; }

  void finish() {
    flush();
    send(SessionEnd{fingerprinter_.finish()}, 0);
  }

 private:
  template <typename AnyRow>
  void add(AnyRow row) {
    fingerprinter_.add(row);
    rows_.bytes += row.data.text().size() + sizeof(Row);
    rows_.rows.emplace_back(std::move(row));
    if (rows_.bytes >= kBytesPerEvent) flush();
  }
  void flush() {
    if (rows_.rows.empty()) return;
    const std::size_t bytes = rows_.bytes;
    send(std::exchange(rows_, {}), bytes);
    if (options_.stopping()) throw Stop{};
  }
  void remark(Remark remark) {
    if (remarks_) send(std::move(remark), 0);
  }
  void send(Event event, std::size_t bytes) {
    if (!queue_.push(std::move(event), bytes)) throw Stop{};
  }

  EventQueue& queue_;
  const TransferOptions& options_;
  std::optional<Digest> expected_;
  RowHashes hashes_;
  bool remarks_;
  bool begun_ = false;
  Fingerprinter fingerprinter_;
  Rows rows_;
};

/// Reads one session. Returns false, and says so in the queue, where it is gone by now.
template <typename Visitor>
bool read_if_there(SessionSource& source, const std::string& id, Visitor& visitor,
                   EventQueue& queue) {
  try {
    IntactRows intact(visitor);
    source.read_session(id, intact);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found || visitor.begun()) throw;
    if (!queue.push(Remark{{id, "it vanished while the source was read"}, false})) throw Stop{};
    if (!queue.push(Settled{id, SessionOutcome::failed, {}})) throw Stop{};
    return false;
  }
}

void read_one(SessionSource& source, const std::string& id, const StoredSessions& known,
              const TransferOptions& options, EventQueue& queue) {
  const auto stored = known.find(id);
  if (stored == known.end()) {
    Sender sender(queue, options, std::nullopt, {}, true);
    if (read_if_there(source, id, sender, queue)) sender.finish();
    return;
  }
  if (options.absent_only) {
    if (!queue.push(Settled{id, SessionOutcome::unchanged, {}})) throw Stop{};
    return;
  }
  // Read once to compare; only what differs is read again to be sent.
  Inspector inspector(options);
  if (!read_if_there(source, id, inspector, queue)) return;
  for (Remark& remark : inspector.remarks) {
    if (!queue.push(std::move(remark))) throw Stop{};
  }
  const Digest found = inspector.fingerprinter.finish();
  // Equal to what was once brought in: then only the sink's has changed since, and it stays.
  if (found == stored->second.fingerprint || found == stored->second.base_fingerprint) {
    if (!queue.push(Settled{id, SessionOutcome::unchanged, inspector.rows.counts})) throw Stop{};
    return;
  }
  Sender sender(queue, options, stored->second.fingerprint, std::move(inspector.rows.rows), false);
  if (read_if_there(source, id, sender, queue)) sender.finish();
}

}  // namespace

void read_source(SessionSource& source, const std::vector<std::string>& ids,
                 const StoredSessions& known, const TransferOptions& options, EventQueue& queue) {
  try {
    for (const std::string& id : ids) {
      if (options.stopping()) break;
      try {
        read_one(source, id, known, options, queue);
      } catch (const Error& error) {
        if (error.code() == ErrorCode::interrupted && options.stopping()) break;
        SessionLost lost{id, error.code(), error.what(), error.hint(), error.native_code()};
        if (!queue.push(std::move(lost))) throw Stop{};
      }
    }
    queue.push(Finished{});
  } catch (const Stop&) {
    queue.push(Finished{});
  } catch (...) {
    queue.push(Failure{std::current_exception()});
  }
}

}  // namespace sessionstore::transfer_detail
