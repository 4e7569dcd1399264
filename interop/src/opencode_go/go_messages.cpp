#include "go_messages.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "go_rows.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

void GoMessages::list(const std::string& session_id) {
  const Table& table = tables_.at("messages");
  // Times are whole seconds, so that many messages share one. Forks count the messages besides;
  // without a count the order of insertion tells, which a server does not keep.
  const std::string order = fmt::format("{}created_at, {}", table.has("seq") ? "seq, " : "",
                                        tables_.has_row_ids() ? "rowid" : "id");
  connection_.query(
      fmt::format("SELECT id, created_at FROM messages WHERE session_id = ? ORDER BY {}", order),
      {session_id}, [&](const sql::Row& row) {
        ids_.emplace_back(row.bytes(0));
        const Millis created = go_time(row.integer(1));
        if (ids_.size() == 1 || created < earliest_) earliest_ = created;
        latest_ = std::max(latest_, created);
      });
}

void GoMessages::read() {
  for (const std::string& id : ids_) read_one(id);
}

void GoMessages::read_one(const std::string& id) {
  const std::string place = "message " + id;
  if (!is_usable_id(id)) {
    reports_.skipped(place, "its id is none that can be kept");
    return;
  }
  std::optional<GoTurn> turn;
  try {
    const Table& table = tables_.at("messages");
    connection_.query(tables_.select(table, "WHERE id = ?"), {id}, [&](const sql::Row& row) {
      turn = read_go_message(TableRow(table, row), reports_);
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt) throw;
    reports_.skipped(place, error.what());
    return;
  }
  if (!turn) return;
  turn->message.seq = ++seq_;
  visitor_.on_message(std::move(turn->message));
  for (Part& part : turn->parts) {
    part.message_seq = seq_;
    visitor_.on_part(std::move(part));
  }
}

}  // namespace sessionstore::interop
