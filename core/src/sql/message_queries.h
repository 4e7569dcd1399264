#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

/// The statements on messages and their parts, inside the caller's transaction.
namespace sessionstore::sql {

void insert_message(Connection& connection, std::string_view session_id, const Message& message);
void insert_messages(Connection& connection, std::string_view session_id,
                     std::span<const Message> messages);
/// As many to a statement as the dialect likes; `parts` may be of several messages.
void insert_parts(Connection& connection, std::string_view session_id, std::span<const Part> parts);

struct MessageState {
  std::int64_t seq;
  Revision revision;
  std::int64_t input_tokens;
  std::int64_t output_tokens;
  double cost;
};
/// Throws Error(not_found).
MessageState select_message_state(Connection& connection, std::string_view session_id,
                                  std::string_view id);
void update_message_row(Connection& connection, std::string_view session_id, std::int64_t seq,
                        const Message& message);

/// Whether the message is there as its revision wrote it.
bool holds_message(Connection& connection, std::string_view session_id, const Message& message);

/// Messages with `after_seq < seq`, ascending, at most `limit`.
std::vector<Message> select_messages(Connection& connection, std::string_view session_id,
                                     std::int64_t after_seq, std::int64_t limit);
std::optional<Message> select_message(Connection& connection, std::string_view session_id,
                                      std::string_view id);

}  // namespace sessionstore::sql
