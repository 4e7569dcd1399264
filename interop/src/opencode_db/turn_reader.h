#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <vector>

#include "listed_messages.h"
#include "opencode_shapes/reports.h"

namespace sessionstore::interop {

/// Reads the messages and parts of one session, in OpenCode's order: messages by time_created and
/// id, a message's parts by id. Keeps the ids of the messages in memory, and one row's data.
///
/// A row that is damaged (its text is no JSON, its page of the file cannot be read) is named, and
/// the others are taken; parts of a message that cannot be read come under a recovered one.
class TurnReader {
 public:
  TurnReader(sql::Connection& connection, const Tables& tables, SessionVisitor& visitor);

  /// `orphans`: ids of messages that only parts tell of.
  void list(const std::string& session_id, const std::vector<std::string>& orphans) {
    messages_.list(session_id, orphans);
  }
  /// Without `parts` only the messages, those included that are made up to hold parts.
  void read(bool parts = true);

  /// Of the listed messages; 0 where there is none.
  [[nodiscard]] Millis earliest() const { return messages_.earliest(); }
  [[nodiscard]] Millis latest() const { return messages_.latest(); }

 private:
  void read_message(const ListedMessage& listed);
  void read_parts(const Message& message);
  void read_parts_singly(const Message& message);
  void read_parts_by_scan(const Message& message);
  void take_part(const TableRow& row, const Message& message);
  void take_or_name_part(const TableRow& row, const Message& message);

  sql::Connection& connection_;
  const Table& parts_;
  ListedMessages messages_;
  const std::string select_parts_;  // made once, not for each of thousands of messages
  SessionVisitor& visitor_;
  Reports reports_;
  bool with_parts_ = true;
  std::int64_t seq_ = 0;
  std::int64_t position_ = 0;
  std::string last_part_;  // of the current message
};

}  // namespace sessionstore::interop
