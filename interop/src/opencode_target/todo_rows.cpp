#include "todo_rows.h"

#include "opencode_db/session_records.h"
#include "opencode_shapes/columns.h"

namespace sessionstore::interop {

TodoRows::TodoRows(const Table& table, const std::string& session_id, const json::Document& list,
                   Millis time) {
  std::int64_t position = 0;
  for (json::Cursor entry{json::View(list.text())}; entry.next();) {
    const json::View todo = entry.value();
    RowValues row(table);
    row.set("session_id", session_id).set("position", position);
    for (const char* const column : {"content", "status", "priority"}) {
      if (const auto text = todo[column].string(); text && !text->empty()) row.set(column, *text);
    }
    if (!row.has("content") || !row.has("status") || !row.has("priority")) {
      ++dropped_;
      continue;
    }
    row.set("time_created", time_of(todo["time"]["created"]).value_or(time));
    row.set("time_updated", time_of(todo["time"]["updated"]).value_or(time));
    rows_.push_back(std::move(row));
    ++position;
  }
}

json::Document TodoRows::document() const {
  std::string list;
  for (const RowValues& row : rows_) {
    list += list.empty() ? "[" : ",";
    list += row.as_row([](const TableRow& as_read) { return todo_object(as_read); });
  }
  return json::Document::parse(list + ']');
}

}  // namespace sessionstore::interop
