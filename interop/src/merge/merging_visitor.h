#pragma once

#include <sessionstore/endpoint.h>
#include <sessionstore/fork.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "census.h"

namespace sessionstore::interop {

/// The kind of a record that keeps a row as another place had it.
inline constexpr const char* kOtherCopy = "other_copy";

/// By kind and key, the order in which a session's records come.
using RecordMap = std::map<std::pair<std::string, std::string>, json::Document>;

/// What makes a session of its own of the copy in `place`.
Fork fork_of(std::string id, const std::string& place);

/// Collects from other copies of a session what the taken one has otherwise, or not: as records.
class CopyCollector final : public SessionVisitor {
 public:
  explicit CopyCollector(Census taken) : taken_(std::move(taken)) {}

  void begin_place(std::string name) { place_ = std::move(name); }
  RecordMap take() && { return std::move(records_); }

  void on_session(Session /*session*/) override {}
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;

 private:
  void keep_if_different(const std::string& row, const json::Document& data);

  Census taken_;
  std::string place_;
  std::string message_;
  RecordMap records_;
};

/// Passes a session on, with more records than it has itself; its own go first where both have one.
/// With a `head` that is the session's own row.
class RecordAddingVisitor final : public SessionVisitor {
 public:
  RecordAddingVisitor(SessionVisitor& to, RecordMap records, std::optional<Session> head)
      : to_(to), records_(std::move(records)), head_(std::move(head)) {}

  void on_session(Session session) override {
    to_.on_session(head_ ? *std::exchange(head_, std::nullopt) : std::move(session));
  }
  void on_message(Message message) override { to_.on_message(std::move(message)); }
  void on_part(Part part) override { to_.on_part(std::move(part)); }
  void on_record(Record record) override;
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }
  /// To be called at the end of the session: its records come only then.
  void finish();

 private:
  SessionVisitor& to_;
  RecordMap records_;
  std::optional<Session> head_;
};

}  // namespace sessionstore::interop
