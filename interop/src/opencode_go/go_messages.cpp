#include "go_messages.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "go_rows.h"
#include "opencode_db/twins.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

void GoMessages::list(const std::string& session_id) {
  const Table& table = tables_.at("messages");
  if (table.scan != nullptr) {
    list_by_scan(session_id);
    return;
  }
  // Times are whole seconds, so that many messages share one. Forks count the messages besides;
  // without a count the order of insertion tells, which a server does not keep.
  const std::string order = fmt::format("{}created_at, {}", table.has("seq") ? "seq, " : "",
                                        tables_.has_row_ids() ? "rowid" : "id");
  connection_.query(
      fmt::format("SELECT id, created_at FROM messages WHERE session_id = ? ORDER BY {}", order),
      {session_id},
      [&](const sql::Row& row) { listed(std::string(row.bytes(0)), go_time(row.integer(1))); });
}

/// In the same order; rows of one id are one message.
void GoMessages::list_by_scan(const std::string& session_id) {
  const Table& table = tables_.at("messages");
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::string>> rows;
  for (const std::int64_t number : table.scan->rows("session_id", session_id)) {
    read_row(connection_, table, number, [&](const TableRow& row) {
      rows.emplace_back(row.integer("seq").value_or(0), row.integer("created_at").value_or(0),
                        number, row.bytes("id"));
    });
  }
  std::ranges::sort(rows);
  for (const auto& [seq, created, number, id] : rows) {
    TableScan::RowNumbers& numbers = rows_[id];
    if (numbers.empty()) listed(id, go_time(created));
    numbers.push_back(number);
  }
}

void GoMessages::listed(const std::string& id, Millis created) {
  ids_.push_back(id);
  if (ids_.size() == 1 || created < earliest_) earliest_ = created;
  latest_ = std::max(latest_, created);
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
    const auto take = [&](const TableRow& row) { turn = read_go_message(row, reports_); };
    if (table.scan != nullptr) {
      take_one_of(connection_, table, rows_[id], place, reports_, take);
    } else {
      connection_.query(tables_.select(table, "WHERE id = ?"), {id},
                        [&](const sql::Row& row) { take(TableRow(table, row)); });
    }
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
