#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/sql/transaction.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "session_row_writer.h"

namespace sessionstore::interop {

/// Holds sessions back until commit(), so that OpenCode waits for the writing alone and not for
/// wherever they come from; then writes each in a transaction of its own. Of a session larger than
/// kMostBytesHeld the transaction begins early.
///
/// What a session's begin() throws, a conflict too, undoes that session's transaction; others that
/// are held are not written either.
class TargetWriter final : public BulkWriter {
 public:
  static constexpr std::size_t kMostBytesHeld = 64U << 20U;

  /// Makes what writes one session; called outside any transaction, before the first row.
  using MakeWriter = std::function<std::unique_ptr<SessionRowWriter>()>;

  /// `before_writing` is called before the first write; what it throws prevents that.
  TargetWriter(sql::Connection& connection, MakeWriter make_writer,
               std::function<void()> before_writing)
      : connection_(connection),
        make_writer_(std::move(make_writer)),
        before_writing_(std::move(before_writing)) {}

  // What a project is in OpenCode follows from the directories of its sessions.
  void put_project(const Project& /*project*/) override {}
  void begin_session(const Session& session, const std::optional<Digest>& expected) override;
  void put_message(Message message) override { hold(std::move(message)); }
  void put_part(Part part) override { hold(std::move(part)); }
  void put_record(Record record) override { hold(std::move(record)); }
  void end_session(const Digest& fingerprint) override;
  void commit() override;

 private:
  using Row = std::variant<Message, Part, Record>;
  struct Held {
    Session session;
    std::optional<Digest> expected;
    std::vector<Row> rows;
    Digest fingerprint;  // of the whole, once that is known
  };

  void hold(Row row);
  void begin_writing(const Held& held);
  void write_rows(std::vector<Row> rows);
  void finish_writing(const Digest& fingerprint);
  void write(Held held);
  /// Runs a step of the open transaction; undoes that where the step fails.
  template <typename Step>
  void in_transaction(const Step& step);

  sql::Connection& connection_;
  MakeWriter make_writer_;
  std::function<void()> before_writing_;
  std::vector<Held> complete_;
  std::optional<Held> current_;
  std::size_t bytes_ = 0;  // of the current one, as far as it is held
  std::optional<sql::Transaction> transaction_;
  std::unique_ptr<SessionRowWriter> writer_;  // of the open transaction
  Digest early_fingerprint_;                  // of a session whose transaction began early
};

}  // namespace sessionstore::interop
