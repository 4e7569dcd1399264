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
#include "twins.h"

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

/// The row of that id; with a scan it may be there more than once, or have an id that is no text.
void read_one_row(sql::Connection& connection, const Table& table, const std::string& id,
                  const Reports& reports, const UseTableRow& use) {
  if (table.scan == nullptr || table.row_id.empty()) {
    read_rows(connection, table, "id", id, "", use);
    return;
  }
  const TableScan::RowNumbers& numbers = table.scan->rows("id", id);
  if (!numbers.empty()) {
    take_one_of(connection, table, numbers, "session " + id, reports, use);
  }
}

}  // namespace

void read_database_session(sql::Connection& connection, const Tables& tables, const std::string& id,
                           const DatabaseSession& planned, const std::string& location,
                           SessionVisitor& visitor, RowsWanted wanted) {
  const Reports reports(visitor);
  bool unreadable = false;
  const auto read_own_row = [&](bool is_there, std::string_view table_name) {
    std::optional<Session> session;
    if (!is_there) return session;
    const Table& table = tables.find(table_name)->second;
    try {
      read_one_row(connection, table, id, reports,
                   [&](const TableRow& row) { session = read_session_row(row, reports); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      unreadable = true;
      reports.skipped(fmt::format("session {}, table {}", id, table_name), error.what());
    }
    return session;
  };
  TurnReader turns(connection, tables, visitor);
  turns.list(id, planned.orphans);
  std::vector<Record> records;
  std::optional<Session> session = read_own_row(planned.has_row, "session");
  if (auto second = read_own_row(planned.has_second_row, kSecondSessions)) {
    merge_second_row(session, *std::move(second), records);
  }
  if (!session && planned.has_row && !unreadable) {
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
  leave_one_of_each(records, "session " + id, reports);
  for (Record& record : records) visitor.on_record(std::move(record));
}

}  // namespace sessionstore::interop
