#pragma once

#include <sessionstore/json/document.h>
#include <sessionstore/model.h>

#include <string>
#include <vector>

#include "row_values.h"

namespace sessionstore::interop {

/// A session's todo list as rows of OpenCode's table: one for each entry with a content, a status
/// and a priority.
class TodoRows {
 public:
  TodoRows(const Table& table, const std::string& session_id, const json::Document& list,
           Millis time);

  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] int dropped() const noexcept { return dropped_; }
  [[nodiscard]] const std::vector<RowValues>& rows() const noexcept { return rows_; }
  /// The record that reading these rows gives.
  [[nodiscard]] json::Document document() const;

 private:
  std::vector<RowValues> rows_;
  int dropped_ = 0;
};

}  // namespace sessionstore::interop
