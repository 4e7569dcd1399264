#include "session_reader.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "opencode_shapes/ids.h"
#include "opencode_shapes/recovery.h"
#include "second_generation.h"
#include "session_records.h"
#include "session_row.h"
#include "turn_reader.h"

namespace sessionstore::interop {
namespace {

/// Of the rows of both generations the one changed last is the session's; the other is kept as a
/// record.
void merge_second_row(std::optional<Session>& session, Session second,
                      std::vector<Record>& records) {
  if (session && session->updated > second.updated) {
    records.push_back({std::string(kSecondSessions), "", second.data});
    return;
  }
  if (session) {
    records.push_back({"session", "", session->data});
    if (second.title.empty()) second.title = session->title;
  }
  session = std::move(second);
}

}  // namespace

void read_database_session(sql::Connection& connection, const Tables& tables, const std::string& id,
                           const DatabaseSession& planned, const std::string& location,
                           SessionVisitor& visitor, RowsWanted wanted) {
  const Reports reports(visitor);
  const auto read_row = [&](bool is_there, std::string_view table_name) {
    std::optional<Session> session;
    if (!is_there) return session;
    const Table& table = tables.find(table_name)->second;
    connection.query(table.select("WHERE id = ?"), {id}, [&](const sql::Row& row) {
      session = read_session_row(TableRow(table, row), reports);
    });
    return session;
  };
  TurnReader turns(connection, tables, visitor);
  turns.list(id, planned.orphans);
  std::vector<Record> records;
  std::optional<Session> session = read_row(planned.has_row, "session");
  if (auto second = read_row(planned.has_second_row, kSecondSessions)) {
    merge_second_row(session, *std::move(second), records);
  }
  if (!session && planned.has_row) {
    throw Error(ErrorCode::not_found, fmt::format("no session {} in {}", printable(id), location),
                "OpenCode may have deleted it meanwhile");
  }
  if (!session) {
    reports.note("session " + id, "a recovered session: its row is missing");
    session = recovered_session(id, planned.directory, "session row missing");
    session->created = turns.earliest();
    session->updated = turns.latest();
  }
  session->project_id = planned.project_id;
  visitor.on_session(*std::move(session));
  turns.read(wanted == RowsWanted::all);
  std::set<std::string> second;
  if (planned.has_second_row) {
    second = read_second_messages(connection, tables, id, turns.latest(), visitor);
  }
  if (wanted == RowsWanted::messages) return;
  for (Record& record : read_session_records(connection, tables, id, reports)) {
    const bool is_message = record.kind == kSecondMessages && second.contains(record.key);
    if (!is_message) records.push_back(std::move(record));
  }
  std::ranges::sort(records, [](const Record& a, const Record& b) {
    return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
  });
  for (Record& record : records) visitor.on_record(std::move(record));
}

}  // namespace sessionstore::interop
