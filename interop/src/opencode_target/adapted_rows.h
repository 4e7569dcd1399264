#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <vector>

#include "opencode_db/table.h"
#include "session_here.h"

namespace sessionstore::interop {

/// Passes a session on with `session` as its own row, its messages in an order that their times
/// tell, and its todo list alone of its records. Rows that are `here` just so stay as they are, and
/// so do all records of here but the todo list.
class AdaptedRows final : public SessionVisitor {
 public:
  /// `here` may be null.
  AdaptedRows(SessionVisitor& to, const Session& session, const Tables& tables,
              const SessionHere* here)
      : to_(to), session_(session), tables_(tables), here_(here) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  /// To be called after the last row: passes the records on.
  void finish();
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  SessionVisitor& to_;
  const Session& session_;
  const Tables& tables_;
  const SessionHere* here_;
  Millis last_created_ = 0;
  std::string last_id_;
  std::string last_user_;
  std::string message_id_;
  Millis created_ = 0;  // of the current message
  std::vector<Record> records_;
};

}  // namespace sessionstore::interop
