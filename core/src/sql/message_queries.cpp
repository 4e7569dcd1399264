#include "sql/message_queries.h"

#include <fmt/format.h>

#include <algorithm>

#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

std::string insert_parts_sql(std::size_t rows) {
  std::string sql =
      "INSERT INTO ss_part (session_id, message_seq, position, id, type, created, updated, "
      "revision, "
      "data, hash) VALUES ";
  for (std::size_t row = 0; row < rows; ++row) {
    sql += row == 0 ? "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  }
  return sql;
}

}  // namespace

void insert_message(Connection& connection, std::string_view session_id, const Message& message) {
  connection.execute(
      "INSERT INTO ss_message (session_id, seq, id, role, created, updated, input_tokens, "
      "output_tokens, cost, revision, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {session_id, message.seq, message.id, message.role, message.created, message.updated,
       message.input_tokens, message.output_tokens, message.cost, message.revision,
       message.data.text(), blob_of(message.data.hash())});
}

void insert_parts(Connection& connection, std::string_view session_id,
                  std::span<const Part> parts) {
  static const std::string one_row = insert_parts_sql(1);
  std::vector<Value> values;
  while (!parts.empty()) {
    const auto some = parts.first(std::min(parts.size(), connection.dialect().rows_per_insert));
    parts = parts.subspan(some.size());
    values.clear();
    for (const Part& part : some) {
      const std::initializer_list<Value> row = {session_id,       part.message_seq,
                                                part.position,    std::string_view(part.id),
                                                part.type,        part.created,
                                                part.updated,     part.revision,
                                                part.data.text(), blob_of(part.data.hash())};
      values.insert(values.end(), row);
    }
    if (some.size() == 1) {
      connection.execute(one_row, values);
    } else {
      connection.execute(insert_parts_sql(some.size()), values);
    }
  }
}

MessageState select_message_state(Connection& connection, std::string_view session_id,
                                  std::string_view id) {
  std::optional<MessageState> state;
  connection.query(
      "SELECT seq, revision, input_tokens, output_tokens, cost FROM ss_message "
      "WHERE session_id = ? AND id = ?",
      {session_id, id}, [&](const Row& row) {
        state = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.real(4)};
      });
  if (!state) throw not_found("message", id);
  return *state;
}

void update_message_row(Connection& connection, std::string_view session_id, std::int64_t seq,
                        const Message& message) {
  connection.execute(
      "UPDATE ss_message SET role = ?, created = ?, updated = ?, input_tokens = ?, "
      "output_tokens = ?, cost = ?, revision = ?, data = ?, hash = ? "
      "WHERE session_id = ? AND seq = ?",
      {message.role, message.created, message.updated, message.input_tokens, message.output_tokens,
       message.cost, message.revision, message.data.text(), blob_of(message.data.hash()),
       session_id, seq});
}

std::vector<Message> select_messages(Connection& connection, std::string_view session_id,
                                     std::int64_t after_seq, std::int64_t limit) {
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_message WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                  kMessageColumns);
  std::vector<Message> messages;
  connection.query(sql, {session_id, after_seq, limit},
                   [&](const Row& row) { messages.push_back(message_from(row)); });
  return messages;
}

std::optional<Message> select_message(Connection& connection, std::string_view session_id,
                                      std::string_view id) {
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_message WHERE session_id = ? AND id = ?", kMessageColumns);
  std::optional<Message> message;
  connection.query(sql, {session_id, id}, [&](const Row& row) { message = message_from(row); });
  return message;
}

}  // namespace sessionstore::sql
