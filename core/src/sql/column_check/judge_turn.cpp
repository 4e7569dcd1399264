// The rows of messages and of their parts.
#include <fmt/format.h>

#include "sql/column_check/judge_original.h"
#include "sql/message_queries.h"
#include "sql/part_queries.h"

namespace sessionstore::sql {

std::optional<ColumnFinding> judge_message(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check) {
  const RowPlace& place = suspect.place;
  const std::vector<Message> found =
      select_messages(connection, place.owner, place.message_seq - 1, 1).messages;
  if (found.empty() || found.front().seq != place.message_seq) return std::nullopt;
  Message told = found.front();
  if (check.reader != nullptr) check.reader->read_columns(told);
  return judge<Message>(
      connection, suspect, found.front(), {std::move(told)},
      {fmt::format("message '{}'", place.id),
       "session_id, seq, id, role, created, updated, input_tokens, output_tokens, cost, revision, "
       "hash",
       [&](const Message& row) { return message_checksum(place.owner, place.message_seq, row); },
       [&](const Message& row) {
         update_message_row(connection, place.owner, place.message_seq, row);
       }},
      check);
}

std::optional<ColumnFinding> judge_part(Connection& connection, const SuspectRow& suspect,
                                        const ColumnCheck& check) {
  const RowPlace& place = suspect.place;
  const PartState state{place.message_seq, place.position};
  const std::optional<Part> part = select_part_row(connection, place.owner, state);
  if (!part) return std::nullopt;
  Part told = *part;
  if (check.reader != nullptr) {
    const auto message =
        select_messages(connection, place.owner, place.message_seq - 1, 1).messages;
    check.reader->read_columns(told, message.empty() ? 0 : message.front().created);
  }
  return judge<Part>(
      connection, suspect, *part, {std::move(told)},
      {fmt::format("part '{}'", place.id),
       "session_id, message_seq, position, id, type, created, updated, revision, hash",
       [&](const Part& row) {
         return part_checksum(place.owner, place.message_seq, place.position, row);
       },
       [&](const Part& row) { update_part_row(connection, place.owner, state, row); }},
      check);
}

}  // namespace sessionstore::sql
