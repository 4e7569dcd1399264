#include <fmt/format.h>
#include <sessionstore/limits.h>

#include <set>
#include <type_traits>

#include "sql/project_queries.h"
#include "sql/row_buffer.h"
#include "sql/rows.h"
#include "sql/sql_store.h"

namespace sessionstore::sql {
namespace {

class SqlBulkWriter final : public BulkWriter {
 public:
  explicit SqlBulkWriter(const StepRunner& steps) : steps_(steps) {}

  void put_project(const Project& project) override {
    check(project);
    begin();
    written([&] { put_project_rows(connection(), project); });
  }

  void begin_session(const Session& session, const std::optional<Digest>& expected) override {
    check(session);
    begin();
    const auto found = written([&] { return find(session.id, expected.has_value()); });
    require_expected(session.id, found, expected);
    current_ = {session, std::nullopt};
    current_.session.revision = found ? found->revision + 1 : 1;
    current_.session.message_count = 0;
    current_.session.input_tokens = current_.session.output_tokens = 0;
    current_.session.cost = 0;
    in_database_ = found.has_value();
    written([&] {
      ensure_project_once(session.project_id);
      if (!found) return;
      delete_content(connection(), session.id);
      update_session(connection(), current_.session);
    });
    in_session_ = true;
  }

  void put_message(Message message) override {
    check(message);
    Session& session = current_.session;
    message.seq = ++session.message_count;
    message.revision = session.revision;
    session.input_tokens += message.input_tokens;
    session.output_tokens += message.output_tokens;
    session.cost += message.cost;
    position_ = 0;
    buffer_.add(session.id, std::move(message));
    flush_if_full();
  }

  void put_part(Part part) override {
    check(part);
    part.message_seq = current_.session.message_count;
    part.position = position_++;
    part.revision = current_.session.revision;
    buffer_.add(current_.session.id, std::move(part));
    flush_if_full();
  }

  void put_record(Record record) override {
    check(record);
    buffer_.add(current_.session.id, NewRecord{std::move(record), current_.session.revision});
    flush_if_full();
  }

  void end_session(const Digest& fingerprint) override {
    in_session_ = false;
    current_.fingerprint = fingerprint;
    if (!in_database_) {
      buffer_.add(std::move(current_));
      flush_if_full();
      return;
    }
    flush();
    written([&] { complete_session(connection(), current_); });
  }

  void commit() override {
    if (in_session_) {
      throw Error(
          ErrorCode::invalid_argument,
          fmt::format("session '{}' is not complete: it cannot be committed", current_.session.id),
          "call end_session() first, or destroy the writer to undo it");
    }
    if (!transaction_) return;
    flush();
    written([&] { transaction_->commit(); });
    projects_.clear();
    transaction_.reset();
    connection_.reset();
  }

 private:
  struct Found {
    std::optional<Digest> fingerprint;
    Revision revision = 0;
  };

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

  static Error changed_by_others(std::string_view id) {
    return {ErrorCode::conflict, fmt::format("session '{}' was changed by someone else", id),
            "run the same command again"};
  }

  void ensure_project_once(const std::string& id) {
    if (projects_.insert(id).second) ensure_project(connection(), id);
  }

  std::optional<Found> find(std::string_view id, bool lock) {
    if (buffer_.has_session(id)) flush();
    std::optional<Found> found;
    if (lock) lock_session(connection(), id);
    connection().query("SELECT fingerprint, revision FROM ss_session WHERE id = ?", {id},
                       [&](const Row& row) {
                         found = Found{std::nullopt, row.integer(1)};
                         found->fingerprint = optional_digest(row, 0);
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

  void flush_if_full() {
    if (buffer_.full(connection().dialect())) flush();
  }
  void flush() {
    if (in_session_ && !in_database_) {
      buffer_.add(current_);
      in_database_ = true;
    }
    written([&] { buffer_.flush(connection()); });
  }

  // What failed may have undone the transaction: what is written after it would stand alone.
  template <typename Action>
  std::invoke_result_t<const Action&> written(const Action& action) {
    if (failed_) {
      throw Error(ErrorCode::invalid_argument, "the writer has failed before: nothing is committed",
                  "destroy it, and put its sessions again");
    }
    try {
      return action();
    } catch (...) {
      failed_ = true;
      throw;
    }
  }

  const StepRunner& steps_;
  std::optional<ConnectionPool::Lease> connection_;
  std::optional<Transaction> transaction_;  // after connection_: it must go first
  std::set<std::string> projects_;          // that are there, as seen in this transaction
  NewSession current_;
  bool failed_ = false;
  bool in_session_ = false;
  bool in_database_ = false;  // the current session's row is there, and completed by an update
  std::int64_t position_ = 0;
  RowBuffer buffer_;
};

}  // namespace

std::unique_ptr<BulkWriter> make_bulk_writer(const StepRunner& steps) {
  return std::make_unique<SqlBulkWriter>(steps);
}

}  // namespace sessionstore::sql
