#include "sql/column_check/judge_row.h"

#include <fmt/format.h>

#include "sql/column_check/judge_original.h"

namespace sessionstore::sql {
namespace {

std::string record_name(const RowPlace& place) {
  return fmt::format("record '{}{}{}'", place.id, place.key.empty() ? "" : " ", place.key);
}

}  // namespace

std::optional<ColumnFinding> judge_row(Connection& connection, const SuspectRow& suspect,
                                       const ColumnCheck& check) {
  const RowPlace& place = suspect.place;
  if (select_checksum(connection, place) != suspect.checksum) return std::nullopt;
  const auto none_but_whole = [&](std::string_view what, std::string_view columns) {
    return lost_row(connection, place, what, columns, check);
  };
  switch (place.table) {
    case CheckedTable::session:
      return judge_session(connection, suspect, check);
    case CheckedTable::message:
      return judge_message(connection, suspect, check);
    case CheckedTable::part:
      return judge_part(connection, suspect, check);
    case CheckedTable::project:
      return judge_project(connection, suspect, check);
    case CheckedTable::delta:
      return none_but_whole(fmt::format("text that streamed into message {}", place.message_seq),
                            "session_id, message_seq, position, revision, hash, pending_bytes, "
                            "fold_at");
    case CheckedTable::record:
      return none_but_whole(record_name(place), "session_id, kind, record_key, revision, hash");
    case CheckedTable::alias:
      return judge_alias(connection, suspect, check);
    case CheckedTable::project_record:
      break;
  }
  return none_but_whole(fmt::format("{} of project '{}'", record_name(place), place.owner),
                        "project_id, kind, record_key, hash");
}

}  // namespace sessionstore::sql
