#pragma once

#include <sessionstore/endpoint.h>

#include <map>
#include <string>
#include <vector>

#include "brought/harmless_parts.h"
#include "brought/times_here.h"
#include "opencode_db/table.h"
#include "session_here.h"

namespace sessionstore::interop {

/// What is asked of rows that are not here just so.
struct FromElsewhere {
  HarmlessParts parts;
  TimesHere times;
};

/// Passes a session on with `session` as its own row, its messages in an order that their times
/// tell, and its todo list alone of its records. Rows that are `here` just so stay as they are, and
/// so do all records of here but the todo list.
class AdaptedRows final : public SessionVisitor {
 public:
  /// `here` may be null.
  AdaptedRows(SessionVisitor& to, const Session& session, const Tables& tables,
              const SessionHere* here, FromElsewhere from_elsewhere)
      : to_(to),
        session_(session),
        tables_(tables),
        here_(here),
        from_elsewhere_(std::move(from_elsewhere)) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  /// To be called after the last row: passes the records on.
  void finish();
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  /// Gives the message a time behind that of the last one.
  void put_in_order(Message& message, bool stays);
  [[nodiscard]] json::Document brought_message(const Message& message);

  SessionVisitor& to_;
  const Session& session_;
  const Tables& tables_;
  const SessionHere* here_;
  FromElsewhere from_elsewhere_;
  std::map<std::string, int> parts_changed_;  // how many for each reason
  std::map<std::string, int> messages_changed_;
  bool is_left_out_ = false;  // the current message, and its parts with it
  Millis last_created_ = 0;
  std::string last_id_;
  std::string last_user_;
  std::string message_id_;
  std::vector<Record> records_;
};

}  // namespace sessionstore::interop
