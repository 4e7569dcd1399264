#include <sessionstore/error.h>
#include <sessionstore/limits.h>

#include <utility>

#include "memory_store.h"

namespace example {

using namespace sessionstore;

namespace {

/// Works on a copy of everything, which takes the place of the store's at the commit. It has the
/// store's mutex in between, so nobody's write is lost.
class MemoryBulkWriter final : public BulkWriter {
 public:
  MemoryBulkWriter(std::mutex& mutex, Content& content)
      : lock_(mutex, std::defer_lock), content_(content) {}

  void put_project(const Project& project) override {
    check(project);
    begin();
    copy_.put(project);
  }

  void begin_session(const Session& session, const std::optional<Digest>& expected) override {
    check(session);
    begin();
    const auto known = copy_.sessions.find(session.id);
    const bool there = known != copy_.sessions.end();
    if (there != expected.has_value() || (there && known->second.fingerprint() != *expected)) {
      throw Error(ErrorCode::conflict, "session '" + session.id + "' is not as expected");
    }
    copy_.ensure_project(session.project_id);
    current_ = WholeSession{session, {}, {}, {}};
    current_->session.revision = there ? known->second.session.revision + 1 : 1;
    current_->session.message_count = 0;
    current_->session.input_tokens = current_->session.output_tokens = 0;
    current_->session.cost = 0;
  }

  void put_message(Message message) override {
    check(message);
    current_->append(std::move(message));
  }
  void put_part(Part part) override {
    check(part);
    current_->append(current_->turns.back(), std::move(part));
  }
  void put_record(Record record) override {
    check(record);
    current_->records[{record.kind, record.key}] = {record.data, current_->session.revision};
  }

  void end_session(const Digest& fingerprint) override {
    current_->base = fingerprint;
    const std::string id = current_->session.id;
    copy_.sessions.insert_or_assign(id, *std::exchange(current_, std::nullopt));
  }

  void commit() override {
    if (current_) throw Error(ErrorCode::invalid_argument, "a session is not complete");
    if (!lock_.owns_lock()) return;
    content_ = std::move(copy_);
    lock_.unlock();
  }

 private:
  void begin() {
    if (lock_.owns_lock()) return;
    lock_.lock();
    copy_ = content_;
  }

  std::unique_lock<std::mutex> lock_;
  Content& content_;
  Content copy_;
  std::optional<WholeSession> current_;
};

}  // namespace

std::unique_ptr<BulkWriter> MemoryStore::bulk_writer() {
  return std::make_unique<MemoryBulkWriter>(mutex_, content_);
}

void MemoryStore::read_session(std::string_view id, SessionVisitor& visitor) {
  // The visitor may call the store: it is given a copy, without the lock.
  const auto whole = snapshot(id);
  if (!whole) throw not_found("session", id);
  whole->visit(visitor);
}

std::optional<StoredSession> MemoryStore::find_stored(std::string_view id) {
  const auto whole = snapshot(id);
  if (!whole) return std::nullopt;
  return StoredSession{whole->fingerprint(), whole->base};
}

}  // namespace example
