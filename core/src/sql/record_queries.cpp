#include "sql/record_queries.h"

#include "sql/duplicate.h"
#include "sql/row_checksums.h"
#include "sql/rows.h"

namespace sessionstore::sql {

Revision select_record_revision(Connection& connection, std::string_view session_id,
                                std::string_view kind, std::string_view key) {
  Revision revision = 0;
  connection.query(
      "SELECT revision FROM ss_record WHERE session_id = ? AND kind = ? AND record_key = ?",
      {session_id, kind, key}, [&](const Row& row) { revision = row.integer(0); });
  return revision;
}

bool holds_record(Connection& connection, std::string_view session_id, const Record& record,
                  Revision revision) {
  bool holds = false;
  connection.query(
      "SELECT 1 FROM ss_record WHERE session_id = ? AND kind = ? AND record_key = ? AND "
      "revision = ? AND hash = ?",
      {session_id, record.kind, record.key, revision, blob_of(record.data.hash())},
      [&](const Row&) { holds = true; });
  return holds;
}

void put_record_row(Connection& connection, std::string_view session_id, const Record& record,
                    Revision revision) {
  const std::int64_t matched = connection.execute(
      "UPDATE ss_record SET revision = ?, data = ?, hash = ?, checksum = ? "
      "WHERE session_id = ? AND kind = ? AND record_key = ?",
      {revision, record.data.text(), blob_of(record.data.hash()),
       record_checksum(session_id, record, revision), session_id, record.kind, record.key});
  if (matched != 0) return;
  const NewRecord added{record, revision};
  const Owned<NewRecord> owned{session_id, &added};
  insert_new([&] { insert_records(connection, {&owned, 1}); });
}

void insert_records(Connection& connection, std::span<const Owned<NewRecord>> records) {
  insert_rows(
      connection, "ss_record (session_id, kind, record_key, revision, data, hash, checksum)",
      "(?, ?, ?, ?, ?, ?, ?)", records,
      [](const Owned<NewRecord>& owned, std::vector<Value>& values) {
        const Record& record = owned.row->record;
        const std::initializer_list<Value> row = {
            owned.session_id,
            std::string_view(record.kind),
            std::string_view(record.key),
            owned.row->revision,
            record.data.text(),
            blob_of(record.data.hash()),
            record_checksum(owned.session_id, record, owned.row->revision)};
        values.insert(values.end(), row);
      },
      [](const Owned<NewRecord>& owned) { return owned.row->record.data.text().size(); });
}

void select_records(Connection& connection, std::string_view session_id,
                    const std::function<void(Record)>& on_record) {
  connection.stream(
      "SELECT kind, record_key, data, hash FROM ss_record WHERE session_id = ? "
      "ORDER BY kind, record_key",
      {session_id}, [&](const Row& row) { on_record(record_from(row)); });
}

bool delete_record_row(Connection& connection, std::string_view session_id, std::string_view kind,
                       std::string_view key) {
  return connection.execute(
             "DELETE FROM ss_record WHERE session_id = ? AND kind = ? AND record_key = ?",
             {session_id, kind, key}) != 0;
}

}  // namespace sessionstore::sql
