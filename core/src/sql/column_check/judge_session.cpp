#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "sql/column_check/checked_rows.h"
#include "sql/column_check/judge_original.h"
#include "sql/column_check/judge_row.h"
#include "sql/column_check/session_sums.h"
#include "sql/row_checksums.h"
#include "sql/rows.h"
#include "sql/session_queries.h"

namespace sessionstore::sql {
namespace {

/// The times that a session's may have been set to: those that its data tells, and its rows'.
std::vector<Millis> possible_times(Connection& connection, const Session& session,
                                   const ColumnCheck& check) {
  Session told = session;
  if (check.reader != nullptr) check.reader->read_columns(told);
  std::vector<Millis> times = {told.updated, told.created, session.created};
  constexpr std::array<std::string_view, 2> kStatements = {
      "SELECT MAX(updated), MAX(created) FROM ss_message WHERE session_id = ?",
      "SELECT MAX(updated), MAX(created) FROM ss_part WHERE session_id = ?"};
  for (const std::string_view sql : kStatements) {
    connection.query(sql, {session.id}, [&](const Row& row) {
      times.insert(times.end(), {row.integer(0), row.integer(1)});
    });
  }
  return times;
}

/// Whatever of them is right already stays as it is.
void set_sums(Connection& connection, const std::string& session_id, const SessionSums& sums) {
  connection.execute(
      "UPDATE ss_session SET listed = CASE WHEN parent_id IS NULL AND archived IS NULL THEN 1 ELSE "
      "0 "
      "END, input_tokens = ?, output_tokens = ?, cost = ?, "
      "revision = CASE WHEN revision < ? THEN ? ELSE revision END WHERE id = ?",
      {sums.input_tokens, sums.output_tokens, sums.cost, sums.newest, sums.newest, session_id});
  if (sums.last_seq != sums.messages) return;
  connection.execute("UPDATE ss_session SET message_count = ? WHERE id = ?",
                     {sums.messages, session_id});
}

// Without checksums: a store of an older schema that is only read has none.
SessionSums sums_of(Connection& connection, const std::string& session_id) {
  SessionSums sums;
  for (const CheckedTable table :
       {CheckedTable::message, CheckedTable::part, CheckedTable::delta, CheckedTable::record}) {
    for_each_row(connection, {table, false, session_id},
                 [&](const CheckedRow& row) { sums.add(row); });
  }
  return sums;
}

/// `told`, and with each value of a column that another session has: the checksum knows the right
/// one.
std::vector<Session> tellings_of(Connection& connection, const Session& told) {
  std::vector<Session> tellings = {told};
  const auto add = [&](std::string Session::*column, std::string_view sql) {
    for (std::string& value : select_all(connection, sql)) {
      if (value == told.*column) continue;
      tellings.push_back(told);
      tellings.back().*column = std::move(value);
    }
  };
  add(&Session::project_id, "SELECT id FROM ss_project");
  add(&Session::agent_project_id, "SELECT DISTINCT agent_project_id FROM ss_session");
  add(&Session::author, "SELECT DISTINCT author FROM ss_session");
  add(&Session::machine, "SELECT DISTINCT machine FROM ss_session");
  return tellings;
}

}  // namespace

std::optional<ColumnFinding> judge_session(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check) {
  const RowPlace& place = suspect.place;
  const std::optional<Session> session = select_session(connection, place.owner);
  if (!session) return std::nullopt;
  const std::optional<Digest> base = select_base_fingerprint(connection, place.owner);
  Session told = *session;
  if (check.reader != nullptr) check.reader->read_columns(told);
  return judge<Session>(
      connection, suspect, *session, tellings_of(connection, told),
      {"the session's row",
       "project_id, agent_project_id, parent_id, title, directory, author, machine, created, "
       "archived, base_fingerprint, hash",
       [&](const Session& row) { return session_checksum(row, base); },
       [&](const Session& row) { update_session(connection, row); }},
      check);
}

std::optional<ColumnFinding> judge_time(Connection& connection, const std::string& session_id,
                                        const ColumnCheck& check) {
  const std::optional<Session> session = select_session(connection, session_id);
  const std::optional<Checksum> wanted = select_updated_checksum(connection, session_id);
  if (!session || !wanted) return std::nullopt;
  const auto is_right = [&](Millis time) { return updated_checksum(session_id, time) == *wanted; };
  if (is_right(session->updated)) return std::nullopt;
  const std::vector<Millis> times = possible_times(connection, *session, check);
  const auto original = std::ranges::find_if(times, is_right);
  if (original == times.end()) {
    if (check.repair == ColumnRepair::accept) set_updated(connection, session_id, session->updated);
    return lost(session_id, "updated is not as it was written", check);
  }
  if (check.repair != ColumnRepair::none) set_updated(connection, session_id, *original);
  return restorable(session_id,
                    fmt::format("updated is {} and was {}", session->updated, *original), check);
}

std::optional<ColumnFinding> judge_sums(Connection& connection, const std::string& session_id,
                                        const ColumnCheck& check) {
  const SessionSums sums = sums_of(connection, session_id);
  std::vector<std::string> columns;
  for_each_row(connection, {CheckedTable::session, false, session_id},
               [&](const CheckedRow& session) {
                 for (const DerivedColumn& column : wrong_columns(session, sums)) {
                   columns.push_back(fmt::format("{} is {} where the session's rows give {}",
                                                 column.name, column.is, column.should_be));
                 }
               });
  if (columns.empty()) return std::nullopt;
  if (check.repair != ColumnRepair::none) set_sums(connection, session_id, sums);
  return restorable(session_id, fmt::format("{}", fmt::join(columns, ", ")), check);
}

}  // namespace sessionstore::sql
