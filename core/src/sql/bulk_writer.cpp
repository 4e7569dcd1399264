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
  explicit SqlBulkWriter(ConnectionPool::Lease connection) : connection_(std::move(connection)) {}

  void put_project(const Project& project) override {
    check(project);
    begin();
    put_project_rows(*connection_, project);
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
    in_session_ = true;
    ensure_project(*connection_, session.project_id);
    if (found) {
      delete_content(*connection_, session.id);
      update_session(*connection_, current_);
    } else {
      insert_session(*connection_, current_);
    }
  }

  void put_message(Message message) override {
    check(message);
    flush_parts();
    message.seq = ++current_.message_count;
    message.revision = current_.revision;
    current_.input_tokens += message.input_tokens;
    current_.output_tokens += message.output_tokens;
    current_.cost += message.cost;
    position_ = 0;
    insert_message(*connection_, current_.id, message);
  }

  void put_part(Part part) override {
    check(part);
    part.message_seq = current_.message_count;
    part.position = position_++;
    part.revision = current_.revision;
    pending_bytes_ += part.data.text().size();
    pending_.push_back(std::move(part));
    if (pending_.size() >= connection_->dialect().rows_per_insert ||
        pending_bytes_ >= kMostBytesPerInsert) {
      flush_parts();
    }
  }

  void put_record(Record record) override {
    check(record);
    flush_parts();
    insert_record(*connection_, current_.id, record, current_.revision);
  }

  void end_session(const Digest& fingerprint) override {
    flush_parts();
    connection_->execute(
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
  }

 private:
  struct Found {
    std::optional<Digest> fingerprint;
    Revision revision = 0;
  };
  static constexpr std::size_t kMostBytesPerInsert = 3U << 20U;

  // The transaction begins with the first write, so that an idle writer locks nobody out.
  void begin() {
    if (!transaction_) transaction_.emplace(*connection_, Transaction::Kind::write);
  }

  std::optional<Found> find(std::string_view id) {
    std::optional<Found> found;
    connection_->query("SELECT fingerprint, revision FROM ss_session WHERE id = ?", {id},
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
    throw Error(ErrorCode::conflict, fmt::format("session '{}' was changed by someone else", id),
                "run the same command again");
  }

  void flush_parts() {
    insert_parts(*connection_, current_.id, pending_);
    pending_.clear();
    pending_bytes_ = 0;
  }

  ConnectionPool::Lease connection_;
  std::optional<Transaction> transaction_;  // after connection_: it must go first
  Session current_;
  bool in_session_ = false;
  std::int64_t position_ = 0;
  std::vector<Part> pending_;
  std::size_t pending_bytes_ = 0;
};

}  // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(ConnectionPool::Lease connection) {
  return std::make_unique<SqlBulkWriter>(std::move(connection));
}

}  // namespace sessionstore::sql
