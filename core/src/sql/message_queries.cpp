#include "sql/message_queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sql/row_checksums.h"
#include "sql/rows.h"

namespace sessionstore::sql {
void insert_messages(Connection& connection, std::span<const Owned<Message>> messages) {
  insert_rows(
      connection,
      "ss_message (session_id, seq, id, role, created, updated, input_tokens, output_tokens, cost, "
      "revision, data, hash, checksum)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", messages,
      [](const Owned<Message>& owned, std::vector<Value>& values) {
        const Message& message = *owned.row;
        const std::initializer_list<Value> row = {
            owned.session_id,
            message.seq,
            std::string_view(message.id),
            message.role,
            message.created,
            message.updated,
            message.input_tokens,
            message.output_tokens,
            message.cost,
            message.revision,
            message.data.text(),
            blob_of(message.data.hash()),
            message_checksum(owned.session_id, message.seq, message)};
        values.insert(values.end(), row);
      },
      [](const Owned<Message>& owned) { return owned.row->data.text().size(); });
}

void insert_parts(Connection& connection, std::span<const Owned<Part>> parts) {
  insert_rows(
      connection,
      "ss_part (session_id, message_seq, position, id, type, created, updated, revision, data, "
      "hash, checksum)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", parts,
      [](const Owned<Part>& owned, std::vector<Value>& values) {
        const Part& part = *owned.row;
        const std::initializer_list<Value> row = {
            owned.session_id,
            part.message_seq,
            part.position,
            std::string_view(part.id),
            part.type,
            part.created,
            part.updated,
            part.revision,
            part.data.text(),
            blob_of(part.data.hash()),
            part_checksum(owned.session_id, part.message_seq, part.position, part)};
        values.insert(values.end(), row);
      },
      [](const Owned<Part>& owned) { return owned.row->data.text().size(); });
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
      "output_tokens = ?, cost = ?, revision = ?, data = ?, hash = ?, checksum = ? "
      "WHERE session_id = ? AND seq = ?",
      {message.role, message.created, message.updated, message.input_tokens, message.output_tokens,
       message.cost, message.revision, message.data.text(), blob_of(message.data.hash()),
       message_checksum(session_id, seq, message), session_id, seq});
}

bool holds_message(Connection& connection, std::string_view session_id, const Message& message) {
  bool holds = false;
  connection.query(
      "SELECT 1 FROM ss_message WHERE session_id = ? AND id = ? AND revision = ? AND hash = ?",
      {session_id, message.id, message.revision, blob_of(message.data.hash())},
      [&](const Row&) { holds = true; });
  return holds;
}

MessagePage select_messages(Connection& connection, std::string_view session_id,
                            std::int64_t after_seq, std::int64_t limit, std::size_t most_bytes) {
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_message WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                  kMessageColumns);
  MessagePage page;
  std::int64_t rows = 0;
  connection.stream(sql, {session_id, after_seq, limit}, [&](const Row& row) {
    ++rows;
    if (page.bytes >= most_bytes) return;
    page.messages.push_back(message_from(row));
    page.bytes += page.messages.back().data.text().size();
  });
  page.last = rows < limit && std::cmp_equal(rows, page.messages.size());
  return page;
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
