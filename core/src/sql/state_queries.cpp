#include "sql/state_queries.h"

#include <fmt/format.h>

#include "sql/duplicate.h"
#include "sql/for_ids.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

constexpr std::string_view kStateColumns =
    "id, project_id, parent_id, author, title, fingerprint, revision";

/// The content's own hash where it is known: it says more than a count of changes, which begins
/// anew where a session is deleted and made again.
std::string stamp_from(const Row& row, int fingerprint, int revision) {
  if (row.is_null(fingerprint)) return fmt::format("revision {}", row.integer(revision));
  return Digest::from_raw(row.bytes(fingerprint)).hex();
}

SessionState state_from(const Row& row) {
  std::optional<std::string> parent;
  if (!row.is_null(2)) parent = text_of(row, 2);
  return {text_of(row, 0), text_of(row, 1), std::move(parent),
          text_of(row, 3), text_of(row, 4), stamp_from(row, 5, 6)};
}

}  // namespace

std::string select_identity(Connection& connection) {
  std::string identity;
  connection.query("SELECT identity FROM ss_store", {},
                   [&](const Row& row) { identity = text_of(row, 0); });
  return identity;
}

std::map<std::string, std::string> select_project_names(Connection& connection) {
  std::map<std::string, std::string> names;
  connection.query(
      "SELECT id, id FROM ss_project UNION ALL SELECT alias, project_id FROM ss_project_alias", {},
      [&](const Row& row) { names.emplace(text_of(row, 0), text_of(row, 1)); });
  return names;
}

std::vector<SessionState> select_states(Connection& connection,
                                        const std::optional<std::string>& project_id) {
  std::vector<SessionState> states;
  const auto add = [&](const Row& row) { states.push_back(state_from(row)); };
  std::string sql = fmt::format("SELECT {} FROM ss_session", kStateColumns);
  if (project_id) {
    connection.query(sql + " WHERE project_id = ?", {std::string_view(*project_id)}, add);
  } else {
    connection.query(sql, {}, add);
  }
  return states;
}

std::vector<SessionState> select_states_of(Connection& connection,
                                           std::span<const std::string> ids) {
  std::vector<SessionState> states;
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_session WHERE id IN ({{}})", kStateColumns);
  for_ids(connection, sql, ids, [&](const Row& row) { states.push_back(state_from(row)); });
  return states;
}

std::vector<Tombstone> select_tombstones(Connection& connection, std::span<const std::string> ids,
                                         Millis since) {
  std::vector<Tombstone> tombstones;
  for_ids(connection,
          "SELECT session_id, fingerprint, deleted FROM ss_tombstone WHERE session_id IN ({})", ids,
          [&](const Row& row) {
            if (row.integer(2) <= since) return;
            std::optional<Digest> fingerprint;
            if (!row.is_null(1)) fingerprint = Digest::from_raw(row.bytes(1));
            tombstones.push_back({text_of(row, 0), fingerprint, row.integer(2)});
          });
  return tombstones;
}

void put_tombstone(Connection& connection, const Tombstone& tombstone) {
  const Value fingerprint =
      tombstone.fingerprint ? Value(blob_of(*tombstone.fingerprint)) : Value(nullptr);
  const std::string_view id = tombstone.session_id;
  connection.execute("DELETE FROM ss_tombstone WHERE session_id = ?", {id});
  insert_new([&] {
    connection.execute(
        "INSERT INTO ss_tombstone (session_id, fingerprint, deleted) VALUES (?, ?, ?)",
        {id, fingerprint, tombstone.deleted});
  });
}

void delete_tombstones(Connection& connection, Millis until) {
  connection.execute("DELETE FROM ss_tombstone WHERE deleted <= ?", {until});
}

}  // namespace sessionstore::sql
