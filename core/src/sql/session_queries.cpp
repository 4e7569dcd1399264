#include "sql/session_queries.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "sql/insert_rows.h"
#include "sql/row_checksums.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

std::int64_t listed(const Session& session) { return is_listed(session) ? 1 : 0; }

std::optional<Digest> select_digest(Connection& connection, std::string_view column,
                                    std::string_view id) {
  std::optional<Digest> digest;
  connection.query(fmt::format("SELECT {} FROM ss_session WHERE id = ?", column), {id},
                   [&](const Row& row) { digest = optional_digest(row, 0); });
  return digest;
}

}  // namespace

bool is_listed(const Session& session) { return !session.parent_id && !session.archived; }

TouchedSession touch_session(Connection& connection, std::string_view id,
                             const SessionDelta& delta) {
  // A time that does not change leaves the indexes on it alone: streamed text would rewrite them
  // with each word.
  const std::int64_t matched =
      delta.updated
          ? connection.execute(
                "UPDATE ss_session SET revision = revision + 1, fingerprint = NULL, "
                "message_count = message_count + ?, input_tokens = input_tokens + ?, "
                "output_tokens = output_tokens + ?, cost = cost + ?, "
                // Before the time itself: in MySQL what stands behind it sees the new one.
                "updated_checksum = CASE WHEN updated < ? THEN ? ELSE updated_checksum END, "
                "updated = CASE WHEN updated < ? THEN ? ELSE updated END WHERE id = ?",
                {delta.messages, delta.input_tokens, delta.output_tokens, delta.cost,
                 *delta.updated, updated_checksum(id, *delta.updated), *delta.updated,
                 *delta.updated, id})
          : connection.execute(
                "UPDATE ss_session SET revision = revision + 1, fingerprint = NULL WHERE id = ?",
                {id});
  if (matched == 0) throw not_found("session", id);
  TouchedSession touched{};
  connection.query("SELECT revision, message_count FROM ss_session WHERE id = ?", {id},
                   [&](const Row& row) {
                     touched = {row.integer(0), row.integer(1)};
                   });
  return touched;
}

bool lock_session(Connection& connection, std::string_view id) {
  return connection.execute("UPDATE ss_session SET revision = revision WHERE id = ?", {id}) != 0;
}

void add_sums(Connection& connection, std::string_view id, const SessionDelta& delta) {
  connection.execute(
      "UPDATE ss_session SET input_tokens = input_tokens + ?, output_tokens = output_tokens + ?, "
      "cost = cost + ? WHERE id = ?",
      {delta.input_tokens, delta.output_tokens, delta.cost, id});
}

void raise_updated(Connection& connection, std::string_view id, Millis updated) {
  connection.execute(
      "UPDATE ss_session SET updated_checksum = ?, updated = ? WHERE id = ? AND updated < ?",
      {updated_checksum(id, updated), updated, id, updated});
}

void insert_sessions(Connection& connection, std::span<const NewSession> sessions) {
  insert_rows(
      connection,
      "ss_session (id, project_id, agent_project_id, parent_id, title, directory, author, machine, "
      "message_count, input_tokens, output_tokens, cost, created, updated, archived, listed, "
      "revision, fingerprint, base_fingerprint, data, hash, checksum, updated_checksum)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sessions,
      [](const NewSession& added, std::vector<Value>& values) {
        const Session& session = added.session;
        const Value fingerprint =
            added.fingerprint ? Value(blob_of(*added.fingerprint)) : Value(nullptr);
        const std::initializer_list<Value> row = {std::string_view(session.id),
                                                  std::string_view(session.project_id),
                                                  std::string_view(session.agent_project_id),
                                                  nullable(session.parent_id),
                                                  std::string_view(session.title),
                                                  std::string_view(session.directory),
                                                  std::string_view(session.author),
                                                  std::string_view(session.machine),
                                                  session.message_count,
                                                  session.input_tokens,
                                                  session.output_tokens,
                                                  session.cost,
                                                  session.created,
                                                  session.updated,
                                                  nullable(session.archived),
                                                  listed(session),
                                                  session.revision,
                                                  fingerprint,
                                                  fingerprint,
                                                  std::string_view(session.data.text()),
                                                  blob_of(session.data.hash()),
                                                  session_checksum(session, added.fingerprint),
                                                  updated_checksum(session.id, session.updated)};
        values.insert(values.end(), row);
      },
      [](const NewSession& added) {
        const Session& session = added.session;
        return session.data.text().size() + session.title.size() + session.directory.size();
      });
}

void complete_session(Connection& connection, const NewSession& written) {
  const Session& session = written.session;
  const Value fingerprint =
      written.fingerprint ? Value(blob_of(*written.fingerprint)) : Value(nullptr);
  connection.execute(
      "UPDATE ss_session SET message_count = ?, input_tokens = ?, output_tokens = ?, cost = ?, "
      "fingerprint = ?, base_fingerprint = ?, checksum = ? WHERE id = ?",
      {session.message_count, session.input_tokens, session.output_tokens, session.cost,
       fingerprint, fingerprint, session_checksum(session, written.fingerprint), session.id});
}

void update_session(Connection& connection, const Session& session) {
  connection.execute(
      "UPDATE ss_session SET project_id = ?, agent_project_id = ?, parent_id = ?, title = ?, "
      "directory = ?, author = ?, machine = ?, created = ?, updated = ?, archived = ?, listed = ?, "
      "revision = ?, data = ?, hash = ?, checksum = ?, updated_checksum = ?, fingerprint = NULL "
      "WHERE id = ?",
      {session.project_id, session.agent_project_id, nullable(session.parent_id), session.title,
       session.directory, session.author, session.machine, session.created, session.updated,
       nullable(session.archived), listed(session), session.revision, session.data.text(),
       blob_of(session.data.hash()),
       session_checksum(session, select_base_fingerprint(connection, session.id)),
       updated_checksum(session.id, session.updated), session.id});
}

std::optional<Session> select_session(Connection& connection, std::string_view id) {
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_session WHERE id = ?", kSessionColumns);
  std::optional<Session> session;
  connection.query(sql, {id}, [&](const Row& row) { session = session_from(row); });
  return session;
}

std::optional<Digest> select_base_fingerprint(Connection& connection, std::string_view id) {
  return select_digest(connection, "base_fingerprint", id);
}

std::optional<Checksum> select_updated_checksum(Connection& connection, std::string_view id) {
  std::optional<Checksum> checksum;
  connection.query("SELECT updated_checksum FROM ss_session WHERE id = ?", {id},
                   [&](const Row& row) { checksum = optional_integer(row, 0); });
  return checksum;
}

void set_updated(Connection& connection, std::string_view id, Millis updated) {
  connection.execute("UPDATE ss_session SET updated_checksum = ?, updated = ? WHERE id = ?",
                     {updated_checksum(id, updated), updated, id});
}

void seal_updated(Connection& connection, std::string_view id) {
  std::optional<Millis> unsealed;
  connection.query("SELECT updated FROM ss_session WHERE id = ? AND updated_checksum IS NULL", {id},
                   [&](const Row& row) { unsealed = row.integer(0); });
  if (unsealed) set_updated(connection, id, *unsealed);
}

std::optional<Digest> select_fingerprint(Connection& connection, std::string_view id) {
  return select_digest(connection, "fingerprint", id);
}

std::vector<std::string> select_session_ids(Connection& connection, std::string_view prefix,
                                            std::int64_t limit) {
  // A byte that no UTF-8 text has, larger than all that it has. Bound as bytes: it is no text.
  const std::string end = std::string(prefix) + "\xF5";
  std::vector<std::string> ids;
  connection.query("SELECT id FROM ss_session WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?",
                   {prefix, std::string_view(end), limit},
                   [&](const Row& row) { ids.push_back(text_of(row, 0)); });
  return ids;
}

void delete_content(Connection& connection, std::string_view id) {
  // Owned rows first: nothing relies on cascades.
  constexpr std::array<std::string_view, 4> kStatements = {
      "DELETE FROM ss_part_delta WHERE session_id = ?", "DELETE FROM ss_part WHERE session_id = ?",
      "DELETE FROM ss_message WHERE session_id = ?", "DELETE FROM ss_record WHERE session_id = ?"};
  for (const std::string_view sql : kStatements) connection.execute(sql, {id});
}

std::vector<std::string> select_family(Connection& connection, std::string_view id) {
  std::vector<std::string> family;
  std::set<std::string> known;  // damaged data may hold a circle of parents
  const auto add = [&](const Row& row) {
    std::string member = text_of(row, 0);
    if (known.insert(member).second) family.push_back(std::move(member));
  };
  connection.query("SELECT id FROM ss_session WHERE id = ?", {id}, add);
  std::size_t asked = 0;
  while (asked < family.size()) {
    const std::string parent = family[asked++];
    connection.query("SELECT id FROM ss_session WHERE parent_id = ?", {std::string_view(parent)},
                     add);
  }
  return family;
}

void delete_session_row(Connection& connection, std::string_view id) {
  connection.execute("DELETE FROM ss_session WHERE id = ?", {id});
}

}  // namespace sessionstore::sql
