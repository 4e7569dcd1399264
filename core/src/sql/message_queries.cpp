#include "sql/message_queries.h"

#include <fmt/format.h>

#include <algorithm>

#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

std::string insert_sql(std::string_view into, std::string_view row, std::size_t rows) {
  std::string sql = fmt::format("INSERT INTO {} VALUES ", into);
  for (std::size_t i = 0; i < rows; ++i) sql += fmt::format("{}{}", i == 0 ? "" : ", ", row);
  return sql;
}

/// Inserts as many rows to a statement as the dialect likes. `values_of(row, values)` adds a row's.
template <typename AnyRow, typename ValuesOf>
void insert_rows(Connection& connection, std::string_view into, std::string_view placeholders,
                 std::span<const AnyRow> rows, const ValuesOf& values_of) {
  std::vector<Value> values;
  while (!rows.empty()) {
    const Dialect& dialect = connection.dialect();
    std::size_t count = 0;
    std::size_t bytes = 0;
    values.clear();
    do {
      values_of(rows[count], values);
      bytes += rows[count].data.text().size();
      ++count;
    } while (count < rows.size() && count < dialect.rows_per_insert &&
             bytes + rows[count].data.text().size() <= dialect.bytes_per_insert);
    rows = rows.subspan(count);
    connection.execute(insert_sql(into, placeholders, count), values);
  }
}

}  // namespace

void insert_messages(Connection& connection, std::string_view session_id,
                     std::span<const Message> messages) {
  insert_rows(connection,
              "ss_message (session_id, seq, id, role, created, updated, input_tokens, "
              "output_tokens, cost, revision, data, hash)",
              "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", messages,
              [&](const Message& message, std::vector<Value>& values) {
                const std::initializer_list<Value> row = {
                    session_id,           message.seq,           std::string_view(message.id),
                    message.role,         message.created,       message.updated,
                    message.input_tokens, message.output_tokens, message.cost,
                    message.revision,     message.data.text(),   blob_of(message.data.hash())};
                values.insert(values.end(), row);
              });
}

void insert_message(Connection& connection, std::string_view session_id, const Message& message) {
  insert_messages(connection, session_id, {&message, 1});
}

void insert_parts(Connection& connection, std::string_view session_id,
                  std::span<const Part> parts) {
  insert_rows(
      connection,
      "ss_part (session_id, message_seq, position, id, type, created, updated, revision, "
      "data, hash)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", parts, [&](const Part& part, std::vector<Value>& values) {
        const std::initializer_list<Value> row = {session_id,       part.message_seq,
                                                  part.position,    std::string_view(part.id),
                                                  part.type,        part.created,
                                                  part.updated,     part.revision,
                                                  part.data.text(), blob_of(part.data.hash())};
        values.insert(values.end(), row);
      });
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

bool holds_message(Connection& connection, std::string_view session_id, const Message& message) {
  bool holds = false;
  connection.query(
      "SELECT 1 FROM ss_message WHERE session_id = ? AND id = ? AND revision = ? AND hash = ?",
      {session_id, message.id, message.revision, blob_of(message.data.hash())},
      [&](const Row&) { holds = true; });
  return holds;
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
