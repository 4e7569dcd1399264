#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

#include <limits>

#include "sql/insert_rows.h"

/// The statements on messages and their parts, inside the caller's transaction.
namespace sessionstore::sql {

/// Both may be of several sessions.
void insert_messages(Connection& connection, std::span<const Owned<Message>> messages);
void insert_parts(Connection& connection, std::span<const Owned<Part>> parts);

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

struct MessagePage {
  std::vector<Message> messages;
  std::size_t bytes = 0;  ///< of their data
  bool last = true;       ///< no more messages follow
};
/// Messages with `after_seq < seq`, ascending, at most `limit`, and no further one once their data
/// has `most_bytes`.
MessagePage select_messages(Connection& connection, std::string_view session_id,
                            std::int64_t after_seq, std::int64_t limit,
                            std::size_t most_bytes = std::numeric_limits<std::size_t>::max());
std::optional<Message> select_message(Connection& connection, std::string_view session_id,
                                      std::string_view id);

}  // namespace sessionstore::sql
