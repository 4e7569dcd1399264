#pragma once

#include <sessionstore/endpoint.h>

#include <map>
#include <string>
#include <vector>

#include "go_tables.h"
#include "opencode_shapes/reports.h"

namespace sessionstore::interop {

/// Reads the messages of one session, in the order in which the Go OpenCode shows them. A row that
/// is damaged is named, and the others are taken. Keeps the ids in memory, and one row's data.
class GoMessages {
 public:
  GoMessages(sql::Connection& connection, const GoTables& tables, SessionVisitor& visitor)
      : connection_(connection), tables_(tables), visitor_(visitor), reports_(visitor) {}

  void list(const std::string& session_id);
  void read();

  /// Of the listed messages; 0 where there is none.
  [[nodiscard]] Millis earliest() const noexcept { return earliest_; }
  [[nodiscard]] Millis latest() const noexcept { return latest_; }

 private:
  void list_by_scan(const std::string& session_id);
  void listed(const std::string& id, Millis created);
  void read_one(const std::string& id);

  sql::Connection& connection_;
  const GoTables& tables_;
  SessionVisitor& visitor_;
  Reports reports_;
  std::vector<std::string> ids_;
  std::map<std::string, TableScan::RowNumbers> rows_;  // of these, where a scan tells
  Millis earliest_ = 0;
  Millis latest_ = 0;
  std::int64_t seq_ = 0;
};

}  // namespace sessionstore::interop
