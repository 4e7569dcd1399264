#pragma once

#include <sessionstore/endpoint.h>

#include <map>
#include <string>
#include <vector>

#include "brought/harmless_parts.h"
#include "opencode_db/table.h"
#include "session_here.h"

namespace sessionstore::interop {

/// What is asked of parts that are not here just so.
struct PartsFromElsewhere {
  const HarmlessParts& parts;
  std::string last_answer;  ///< the last message that is an answer that has ended; may be empty
};

/// Passes a session on with `session` as its own row, its messages in an order that their times
/// tell, and its todo list alone of its records. Rows that are `here` just so stay as they are, and
/// so do all records of here but the todo list.
class AdaptedRows final : public SessionVisitor {
 public:
  /// `here` may be null.
  AdaptedRows(SessionVisitor& to, const Session& session, const Tables& tables,
              const SessionHere* here, PartsFromElsewhere from_elsewhere)
      : to_(to),
        session_(session),
        tables_(tables),
        here_(here),
        from_elsewhere_(std::move(from_elsewhere)),
        is_last_(from_elsewhere_.last_answer.empty()) {}

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
  PartsFromElsewhere from_elsewhere_;
  std::map<std::string, int> left_out_;  // how many parts for each reason
  bool is_last_;  // whether no answer that has ended follows the current message
  Millis last_created_ = 0;
  std::string last_id_;
  std::string last_user_;
  std::string message_id_;
  Millis created_ = 0;  // of the current message
  std::vector<Record> records_;
};

}  // namespace sessionstore::interop
