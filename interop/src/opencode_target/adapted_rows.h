#pragma once

#include <sessionstore/endpoint.h>

#include "opencode_db/table.h"

namespace sessionstore::interop {

/// Passes a session on with `session` as its own row, its messages in an order that their times
/// tell, and those records that OpenCode has a table for.
class AdaptedRows final : public SessionVisitor {
 public:
  AdaptedRows(SessionVisitor& to, const Session& session, const Tables& tables)
      : to_(to), session_(session), tables_(tables) {}

  void on_session(Session session) override;
  void on_message(Message message) override;
  void on_part(Part part) override;
  void on_record(Record record) override;
  void on_skipped(Skipped skipped) override { to_.on_skipped(std::move(skipped)); }
  void on_note(Skipped note) override { to_.on_note(std::move(note)); }

 private:
  SessionVisitor& to_;
  const Session& session_;
  const Tables& tables_;
  Millis last_created_ = 0;
  std::string last_id_;
  std::string last_user_;
  Millis created_ = 0;  // of the current message
};

}  // namespace sessionstore::interop
