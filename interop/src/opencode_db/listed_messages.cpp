#include "listed_messages.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "twins.h"

namespace sessionstore::interop {

ListedMessages::ListedMessages(sql::Connection& connection, const Tables& tables,
                               const Reports& reports)
    : connection_(connection),
      messages_(tables.at("message")),
      parts_(tables.at("part")),
      select_message_(messages_.select("WHERE id = ?")),
      reports_(reports) {}

void ListedMessages::list(const std::string& session_id, const std::vector<std::string>& orphans) {
  session_id_ = session_id;
  if (messages_.scan == nullptr) {
    list_by_index();
  } else {
    list_by_scan();
  }
  for (const std::string& id : orphans) listed_.push_back({earliest_part(id), id, false});
  std::ranges::sort(listed_, [](const ListedMessage& a, const ListedMessage& b) {
    return std::tie(a.created, a.id) < std::tie(b.created, b.id);
  });
}

void ListedMessages::list_by_index() {
  try {
    connection_.query("SELECT time_created, id FROM message WHERE session_id = ?", {session_id_},
                      [&](const sql::Row& row) { list_row(row); });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt || messages_.row_id.empty()) throw;
    listed_.clear();
    list_singly();
  }
}

void ListedMessages::list_row(const sql::Row& row) {
  listed_.push_back({row.integer(0), std::string(row.bytes(1)), true});
}

/// A page of the table is damaged, and this version's index has the sessions of messages only: it
/// still tells which rows there are.
void ListedMessages::list_singly() {
  std::vector<std::int64_t> numbers;
  connection_.query(fmt::format("SELECT {} FROM message WHERE session_id = ?", messages_.row_id),
                    {session_id_}, [&](const sql::Row& row) { numbers.push_back(row.integer(0)); });
  const std::string sql =
      fmt::format("SELECT time_created, id FROM message WHERE {} = ?", messages_.row_id);
  for (const std::int64_t number : numbers) {
    try {
      connection_.query(sql, {number}, [&](const sql::Row& row) { list_row(row); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      reports_.skipped(fmt::format("session {}, message in row {}", session_id_, number),
                       error.what());
    }
  }
}

void ListedMessages::list_by_scan() {
  const std::string sql =
      fmt::format("SELECT time_created, id, session_id FROM message NOT INDEXED WHERE {} = ?",
                  messages_.row_id);
  std::map<std::string, ListedMessage> by_id;
  for (const std::int64_t number : messages_.scan->rows("session_id", session_id_)) {
    connection_.query(sql, {number}, [&](const sql::Row& row) {
      // Damage may put a number on two rows.
      if (row.bytes(2) != session_id_) return;
      ListedMessage& listed = by_id[std::string(row.bytes(1))];
      if (listed.rows.empty()) listed.created = row.integer(0);
      listed.rows.push_back(number);
    });
  }
  for (auto& [id, listed] : by_id) {
    listed.id = id;
    listed_.push_back(std::move(listed));
  }
}

Millis ListedMessages::earliest_part(const std::string& message_id) {
  Millis earliest = 0;
  if (parts_.scan == nullptr) {
    connection_.query("SELECT min(time_created) FROM part WHERE message_id = ?", {message_id},
                      [&](const sql::Row& row) { earliest = row.integer(0); });
    return earliest;
  }
  for (const std::int64_t number : parts_.scan->rows("message_id", message_id)) {
    read_row(connection_, parts_, number, [&](const TableRow& row) {
      const Millis created = std::max<std::int64_t>(row.integer("time_created").value_or(0), 0);
      if (earliest == 0 || created < earliest) earliest = created;
    });
  }
  return earliest;
}

void ListedMessages::read(const ListedMessage& listed, const UseTableRow& use) {
  if (messages_.scan != nullptr) {
    take_one_of(connection_, messages_, listed.rows, "message " + listed.id, reports_, use);
    return;
  }
  connection_.query(select_message_, {listed.id},
                    [&](const sql::Row& row) { use(TableRow(messages_, row)); });
}

bool ListedMessages::has_parts(const std::string& message_id) {
  if (parts_.scan != nullptr) return !parts_.scan->rows("message_id", message_id).empty();
  bool found = false;
  connection_.query("SELECT 1 FROM part WHERE message_id = ? LIMIT 1", {message_id},
                    [&](const sql::Row& /*row*/) { found = true; });
  return found;
}

}  // namespace sessionstore::interop
