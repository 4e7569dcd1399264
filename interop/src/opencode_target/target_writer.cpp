#include "target_writer.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <utility>

namespace sessionstore::interop {
namespace {

std::size_t size_of(const std::variant<Message, Part, Record>& row) {
  return std::visit([](const auto& any) { return any.data.text().size() + sizeof(any); }, row);
}

}  // namespace

void TargetWriter::begin_session(const Session& session, const std::optional<Digest>& expected) {
  // One whose transaction began early is complete: the next one's rows must not go into it.
  if (transaction_) finish_writing(early_fingerprint_);
  current_ = Held{session, expected, {}, {}};
  bytes_ = 0;
}

void TargetWriter::hold(Row row) {
  bytes_ += size_of(row);
  current_->rows.push_back(std::move(row));
  if (bytes_ < kMostBytesHeld) return;
  bytes_ = 0;
  if (!transaction_) {
    for (Held& held : std::exchange(complete_, {})) write(std::move(held));
    begin_writing(*current_);
  }
  write_rows(std::exchange(current_->rows, {}));
}

void TargetWriter::end_session(const Digest& fingerprint) {
  Held held = *std::exchange(current_, std::nullopt);
  if (transaction_) {
    write_rows(std::move(held.rows));
    early_fingerprint_ = fingerprint;
  } else {
    held.fingerprint = fingerprint;
    complete_.push_back(std::move(held));
  }
}

void TargetWriter::commit() {
  if (current_) {
    throw Error(
        ErrorCode::invalid_argument,
        fmt::format("session {} is not complete: it cannot be committed", current_->session.id),
        "call end_session() first, or destroy the writer to undo it");
  }
  if (transaction_) finish_writing(early_fingerprint_);
  for (Held& held : std::exchange(complete_, {})) write(std::move(held));
}

void TargetWriter::write(Held held) {
  begin_writing(held);
  write_rows(std::move(held.rows));
  finish_writing(held.fingerprint);
}

template <typename Step>
void TargetWriter::in_transaction(const Step& step) {
  try {
    step();
  } catch (...) {
    writer_.reset();
    transaction_.reset();
    throw;
  }
}

void TargetWriter::begin_writing(const Held& held) {
  if (before_writing_) before_writing_();
  writer_ = make_writer_();
  transaction_.emplace(connection_, sql::Transaction::Kind::write);
  in_transaction([&] { writer_->begin(held.session, held.expected); });
}

void TargetWriter::write_rows(std::vector<Row> rows) {
  in_transaction([&] {
    for (const Row& row : rows) {
      std::visit([&](const auto& any) { writer_->put(any); }, row);
    }
  });
}

void TargetWriter::finish_writing(const Digest& fingerprint) {
  in_transaction([&] {
    writer_->end(fingerprint);
    transaction_->commit();
  });
  transaction_.reset();
  writer_->committed();
  writer_.reset();
}

}  // namespace sessionstore::interop
