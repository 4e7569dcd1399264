#include <fmt/format.h>
#include <sessionstore/limits.h>

#include "sql/message_queries.h"
#include "sql/project_queries.h"
#include "sql/record_queries.h"
#include "sql/rows.h"
#include "sql/sql_store.h"

namespace sessionstore::sql {
namespace {

class SqlBulkWriter final : public BulkWriter {
 public:
  explicit SqlBulkWriter(const StepRunner& steps) : steps_(steps) {}

  void put_project(const Project& project) override {
    check(project);
    put_project_rows(begin(), project);
  }

  void begin_session(const Session& session, const std::optional<Digest>& expected) override {
    check(session);
    begin();
    const std::optional<Found> found = find(session.id);
    require_expected(session.id, found, expected);
    current_ = session;
    current_.revision = found ? found->revision + 1 : 1;
    current_.message_count = current_.input_tokens = current_.output_tokens = 0;
    current_.cost = 0;
    ensure_project(connection(), session.project_id);
    if (found) {
      delete_content(connection(), session.id);
      update_session(connection(), current_);
    } else {
      insert_new_session();
    }
    in_session_ = true;
  }

  void put_message(Message message) override {
    check(message);
    message.seq = ++current_.message_count;
    message.revision = current_.revision;
    current_.input_tokens += message.input_tokens;
    current_.output_tokens += message.output_tokens;
    current_.cost += message.cost;
    position_ = 0;
    pending_bytes_ += message.data.text().size();
    messages_.push_back(std::move(message));
    flush_if_large();
  }

  void put_part(Part part) override {
    check(part);
    part.message_seq = current_.message_count;
    part.position = position_++;
    part.revision = current_.revision;
    pending_bytes_ += part.data.text().size();
    parts_.push_back(std::move(part));
    flush_if_large();
  }

  void put_record(Record record) override {
    check(record);
    insert_record(connection(), current_.id, record, current_.revision);
  }

  void end_session(const Digest& fingerprint) override {
    flush();
    connection().execute(
        "UPDATE ss_session SET message_count = ?, input_tokens = ?, output_tokens = ?, cost = ?, "
        "fingerprint = ?, base_fingerprint = ? WHERE id = ?",
        {current_.message_count, current_.input_tokens, current_.output_tokens, current_.cost,
         blob_of(fingerprint), blob_of(fingerprint), current_.id});
    in_session_ = false;
  }

  void commit() override {
    if (in_session_) {
      throw Error(ErrorCode::invalid_argument,
                  fmt::format("session '{}' is not complete: it cannot be committed", current_.id),
                  "call end_session() first, or destroy the writer to undo it");
    }
    if (!transaction_) return;
    transaction_->commit();
    transaction_.reset();
    connection_.reset();
  }

 private:
  struct Found {
    std::optional<Digest> fingerprint;
    Revision revision = 0;
  };
  // Rows held back at a time, for the best speed on engines that like them many at once.
  static constexpr std::size_t kMostBytesHeld = 3U << 20U;

  // The transaction begins with the first write, so that an idle writer locks nobody out.
  Connection& begin() {
    for (Retry retry(steps_.retry_for()); !transaction_;) {
      try {
        connection_.emplace(steps_.writers().acquire());
        transaction_.emplace(**connection_, Transaction::Kind::write);
      } catch (const TransientError&) {
        connection_.reset();
        retry.wait_or_rethrow();
      }
    }
    return connection();
  }
  Connection& connection() { return **connection_; }

  // Another writer may have put the same session since it was looked for.
  void insert_new_session() {
    try {
      insert_session(connection(), current_);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::already_exists) throw;
      throw changed_by_others(current_.id);
    }
  }
  static Error changed_by_others(std::string_view id) {
    return {ErrorCode::conflict, fmt::format("session '{}' was changed by someone else", id),
            "run the same command again"};
  }

  std::optional<Found> find(std::string_view id) {
    std::optional<Found> found;
    if (!lock_session(connection(), id)) return found;
    connection().query("SELECT fingerprint, revision FROM ss_session WHERE id = ?", {id},
                       [&](const Row& row) {
                         found = Found{std::nullopt, row.integer(1)};
                         if (!row.is_null(0)) found->fingerprint = Digest::from_raw(row.bytes(0));
                       });
    return found;
  }

  static void require_expected(std::string_view id, const std::optional<Found>& found,
                               const std::optional<Digest>& expected) {
    const bool as_expected =
        found.has_value() == expected.has_value() && (!expected || found->fingerprint == expected);
    if (as_expected) return;
    throw changed_by_others(id);
  }

  void flush_if_large() {
    const std::size_t rows = connection().dialect().rows_per_insert;
    if (parts_.size() >= rows || messages_.size() >= rows || pending_bytes_ >= kMostBytesHeld) {
      flush();
    }
  }
  // Messages first: engines with foreign keys ask for them when a part arrives.
  void flush() {
    insert_messages(connection(), current_.id, messages_);
    insert_parts(connection(), current_.id, parts_);
    messages_.clear();
    parts_.clear();
    pending_bytes_ = 0;
  }

  const StepRunner& steps_;
  std::optional<ConnectionPool::Lease> connection_;
  std::optional<Transaction> transaction_;  // after connection_: it must go first
  Session current_;
  bool in_session_ = false;
  std::int64_t position_ = 0;
  std::vector<Message> messages_;  // these two: not yet written
  std::vector<Part> parts_;
  std::size_t pending_bytes_ = 0;
};

}  // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(const StepRunner& steps) {
  return std::make_unique<SqlBulkWriter>(steps);
}

}  // namespace sessionstore::sql
