#include "sql/column_check/checked_rows.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

/// What is known of one table. `columns` are without the checksum, which stands behind them.
struct TableReading {
  std::string table;
  std::string columns;
  int count;          ///< of `columns`
  std::string owner;  ///< the column
  std::function<RowPlace(const Row&)> place;
  std::function<Checksum(const RowPlace&, const Row&)> checksum;
};

/// A document is read and hashed with its session: here its hash is enough.
std::string without_data(std::string_view columns) {
  constexpr std::string_view kData = ", data,";
  std::string text(columns);
  return text.replace(text.find(kData), kData.size(), ", '',");
}

TableReading of_sessions() {
  return {"ss_session",
          without_data(kSessionColumns) + ", listed, base_fingerprint, updated_checksum",
          21,
          "id",
          [](const Row& row) {
            return RowPlace{CheckedTable::session, text_of(row, 0), {}, {}};
          },
          [](const RowPlace& /*place*/, const Row& row) {
            return session_checksum(session_from(row), optional_digest(row, 19));
          }};
}

TableReading of_messages() {
  return {"ss_message",
          without_data(kMessageColumns) + ", session_id",
          12,
          "session_id",
          [](const Row& row) {
            return RowPlace{
                CheckedTable::message, text_of(row, 11), text_of(row, 0), {}, row.integer(1)};
          },
          [](const RowPlace& place, const Row& row) {
            return message_checksum(place.owner, place.message_seq, message_from(row));
          }};
}

TableReading of_parts() {
  return {"ss_part",
          without_data(kPartColumns) + ", session_id",
          10,
          "session_id",
          [](const Row& row) {
            return RowPlace{CheckedTable::part, text_of(row, 9), text_of(row, 0), {},
                            row.integer(1),     row.integer(2)};
          },
          [](const RowPlace& place, const Row& row) {
            return part_checksum(place.owner, place.message_seq, place.position, part_from(row));
          }};
}

TableReading of_deltas() {
  return {"ss_part_delta",
          "session_id, message_seq, position, revision, hash, pending_bytes, fold_at",
          7,
          "session_id",
          [](const Row& row) {
            return RowPlace{CheckedTable::delta, text_of(row, 0), {}, {}, row.integer(1),
                            row.integer(2),      row.integer(3)};
          },
          [](const RowPlace& place, const Row& row) {
            return delta_checksum({place.owner, place.message_seq, place.position, place.revision,
                                   digest_of(row, 4), row.integer(5), row.integer(6)});
          }};
}

TableReading of_records() {
  return {
      "ss_record",
      "kind, record_key, '', hash, revision, session_id",
      6,
      "session_id",
      [](const Row& row) {
        return RowPlace{CheckedTable::record, text_of(row, 5), text_of(row, 0), text_of(row, 1)};
      },
      [](const RowPlace& place, const Row& row) {
        return record_checksum(place.owner, record_from(row), row.integer(4));
      }};
}

TableReading of_projects() {
  return {"ss_project",
          "id, name",
          2,
          "id",
          [](const Row& row) {
            return RowPlace{CheckedTable::project, text_of(row, 0), {}, {}};
          },
          [](const RowPlace& place, const Row& row) {
            return project_checksum(place.owner, row.bytes(1));
          }};
}

TableReading of_aliases() {
  return {"ss_project_alias",
          "alias, project_id",
          2,
          "project_id",
          [](const Row& row) {
            return RowPlace{CheckedTable::alias, text_of(row, 1), text_of(row, 0), {}};
          },
          [](const RowPlace& place, const Row& /*row*/) {
            return alias_checksum(place.id, place.owner);
          }};
}

TableReading of_project_records() {
  return {"ss_project_record",
          "kind, record_key, data, hash, project_id",
          5,
          "project_id",
          [](const Row& row) {
            return RowPlace{CheckedTable::project_record, text_of(row, 4), text_of(row, 0),
                            text_of(row, 1)};
          },
          [](const RowPlace& place, const Row& row) {
            return project_record_checksum(place.owner, record_from(row));
          }};
}

const TableReading& reading_of(CheckedTable table) {
  // In the order of CheckedTable.
  static const std::vector<TableReading> tables = {
      of_sessions(), of_messages(), of_parts(),   of_deltas(),
      of_records(),  of_projects(), of_aliases(), of_project_records()};
  return tables.at(static_cast<std::size_t>(table));
}

}  // namespace

void for_each_row(Connection& connection, const CheckedRows& rows,
                  const std::function<void(const CheckedRow&)>& take) {
  const TableReading& reading = reading_of(rows.table);
  std::string columns = reading.columns + ", checksum";
  if (!rows.has_checksums) {
    columns = reading.columns + ", NULL";
    if (const auto at = columns.find("updated_checksum"); at != std::string::npos) {
      columns.replace(at, std::string_view("updated_checksum").size(), "NULL");
    }
  }
  std::string sql = fmt::format("SELECT {} FROM {}", columns, reading.table);
  std::vector<Value> values;
  if (rows.owner) {
    sql += fmt::format(" WHERE {} = ?", reading.owner);
    values.emplace_back(std::string_view(*rows.owner));
    if (rows.unsealed) sql += " AND checksum IS NULL";
  }
  connection.stream(sql, values, [&](const Row& row) {
    RowPlace place = reading.place(row);
    const Checksum computed = reading.checksum(place, row);
    take({std::move(place), optional_integer(row, reading.count), computed, row});
  });
}

}  // namespace sessionstore::sql
