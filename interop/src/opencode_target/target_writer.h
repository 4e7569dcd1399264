#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/endpoint.h>
#include <sessionstore/sql/transaction.h>

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "session_writer.h"

namespace sessionstore::interop {

/// Holds sessions back until commit(), so that OpenCode waits for the writing alone and not for
/// wherever they come from; then writes each in a transaction of its own. Of a session larger than
/// kMostBytesHeld the transaction begins early.
class TargetWriter final : public BulkWriter {
 public:
  static constexpr std::size_t kMostBytesHeld = 64U << 20U;

  /// `before_writing` is called before the first write; what it throws prevents that.
  TargetWriter(sql::Connection& connection, const TargetFacts& facts, Checkouts& checkouts,
               Clock clock, std::function<void()> before_writing)
      : connection_(connection),
        clock_(std::move(clock)),
        before_writing_(std::move(before_writing)),
        facts_(facts),
        checkouts_(checkouts) {}

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
    bool expected = false;  // to be there already
    std::vector<Row> rows;
  };

  void hold(Row row);
  void begin_writing(const Held& held);
  void write_rows(std::vector<Row> rows);
  void finish_writing();
  void write(Held held);

  sql::Connection& connection_;
  Clock clock_;
  std::function<void()> before_writing_;
  const TargetFacts& facts_;
  Checkouts& checkouts_;
  std::vector<Held> complete_;
  std::optional<Held> current_;
  std::size_t bytes_ = 0;  // of the current one, as far as it is held
  std::optional<sql::Transaction> transaction_;
  std::optional<SessionWriter> writer_;  // of the open transaction
};

}  // namespace sessionstore::interop
