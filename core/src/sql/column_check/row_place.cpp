#include "sql/column_check/row_place.h"

#include <fmt/format.h>

#include <vector>

#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

struct RowKey {
  std::string_view table;
  std::string_view where;
  std::vector<Value> values;
};

RowKey key_of(const RowPlace& place) {
  const std::string_view owner = place.owner;
  switch (place.table) {
    case CheckedTable::session:
      return {"ss_session", "id = ?", {owner}};
    case CheckedTable::message:
      return {"ss_message", "session_id = ? AND seq = ?", {owner, place.message_seq}};
    case CheckedTable::part:
      return {"ss_part",
              "session_id = ? AND message_seq = ? AND position = ?",
              {owner, place.message_seq, place.position}};
    case CheckedTable::delta:
      return {"ss_part_delta",
              "session_id = ? AND message_seq = ? AND position = ? AND revision = ?",
              {owner, place.message_seq, place.position, place.revision}};
    case CheckedTable::record:
      return {"ss_record",
              "session_id = ? AND kind = ? AND record_key = ?",
              {owner, std::string_view(place.id), std::string_view(place.key)}};
    case CheckedTable::project:
      return {"ss_project", "id = ?", {owner}};
    case CheckedTable::alias:
      return {"ss_project_alias", "alias = ?", {std::string_view(place.id)}};
    case CheckedTable::project_record:
      break;
  }
  return {"ss_project_record",
          "project_id = ? AND kind = ? AND record_key = ?",
          {owner, std::string_view(place.id), std::string_view(place.key)}};
}

}  // namespace

std::optional<Checksum> select_checksum(Connection& connection, const RowPlace& place) {
  const RowKey key = key_of(place);
  std::optional<Checksum> checksum;
  connection.query(fmt::format("SELECT checksum FROM {} WHERE {}", key.table, key.where),
                   key.values, [&](const Row& row) { checksum = optional_integer(row, 0); });
  return checksum;
}

void set_checksum(Connection& connection, const RowPlace& place, std::optional<Checksum> checksum) {
  RowKey key = key_of(place);
  key.values.insert(key.values.begin(), nullable(checksum));
  connection.execute(fmt::format("UPDATE {} SET checksum = ? WHERE {}", key.table, key.where),
                     key.values);
}

}  // namespace sessionstore::sql
