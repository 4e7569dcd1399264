#pragma once

#include <string>
#include <vector>

#include "opencode_shapes/reports.h"
#include "row_access.h"

namespace sessionstore::interop {

struct ListedMessage {
  Millis created = 0;
  std::string id;
  bool has_row = true;
  TableScan::RowNumbers rows = {};  ///< with a scan; several where the id is there so often
};

/// The messages of one session in OpenCode's order, by time_created and id, and where their rows
/// are: by the table's indexes, or by a scan of it. A row that cannot be read costs no other.
class ListedMessages {
 public:
  ListedMessages(sql::Connection& connection, const Tables& tables, const Reports& reports);

  /// `orphans`: ids of messages that only parts tell of.
  void list(const std::string& session_id, const std::vector<std::string>& orphans);
  [[nodiscard]] const std::vector<ListedMessage>& listed() const noexcept { return listed_; }
  [[nodiscard]] const std::string& session() const noexcept { return session_id_; }
  /// 0 where there is none.
  [[nodiscard]] Millis earliest() const { return listed_.empty() ? 0 : listed_.front().created; }
  [[nodiscard]] Millis latest() const { return listed_.empty() ? 0 : listed_.back().created; }

  /// Gives the message's row, where it is there. Throws Error(corrupt).
  void read(const ListedMessage& listed, const UseTableRow& use);
  bool has_parts(const std::string& message_id);

 private:
  void list_by_index();
  void list_by_scan();
  void list_singly();
  void list_row(const sql::Row& row);
  [[nodiscard]] Millis earliest_part(const std::string& message_id);

  sql::Connection& connection_;
  const Table& messages_;
  const Table& parts_;
  const std::string select_message_;  // made once, not for each of thousands of rows
  Reports reports_;
  std::string session_id_;
  std::vector<ListedMessage> listed_;
};

}  // namespace sessionstore::interop
