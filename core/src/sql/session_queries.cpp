#include "sql/session_queries.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "sql/insert_rows.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

// Sessions without a parent that are not archived: what a plain list finds by index alone.
std::int64_t listed(const Session& session) {
  return !session.parent_id && !session.archived ? 1 : 0;
}

}  // namespace

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
                "updated = CASE WHEN updated < ? THEN ? ELSE updated END WHERE id = ?",
                {delta.messages, delta.input_tokens, delta.output_tokens, delta.cost,
                 *delta.updated, *delta.updated, id})
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
  connection.execute("UPDATE ss_session SET updated = ? WHERE id = ? AND updated < ?",
                     {updated, id, updated});
}

void insert_sessions(Connection& connection, std::span<const NewSession> sessions) {
  insert_rows(
      connection,
      "ss_session (id, project_id, agent_project_id, parent_id, title, directory, author, machine, "
      "message_count, input_tokens, output_tokens, cost, created, updated, archived, listed, "
      "revision, fingerprint, base_fingerprint, data, hash)",
      "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sessions,
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
                                                  blob_of(session.data.hash())};
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
      "fingerprint = ?, base_fingerprint = ? WHERE id = ?",
      {session.message_count, session.input_tokens, session.output_tokens, session.cost,
       fingerprint, fingerprint, session.id});
}

void update_session(Connection& connection, const Session& session) {
  connection.execute(
      "UPDATE ss_session SET project_id = ?, agent_project_id = ?, parent_id = ?, title = ?, "
      "directory = ?, author = ?, machine = ?, created = ?, updated = ?, archived = ?, listed = ?, "
      "revision = ?, data = ?, hash = ?, fingerprint = NULL WHERE id = ?",
      {session.project_id, session.agent_project_id, nullable(session.parent_id), session.title,
       session.directory, session.author, session.machine, session.created, session.updated,
       nullable(session.archived), listed(session), session.revision, session.data.text(),
       blob_of(session.data.hash()), session.id});
}

std::optional<Session> select_session(Connection& connection, std::string_view id) {
  static const std::string sql =
      fmt::format("SELECT {} FROM ss_session WHERE id = ?", kSessionColumns);
  std::optional<Session> session;
  connection.query(sql, {id}, [&](const Row& row) { session = session_from(row); });
  return session;
}

std::optional<Digest> select_fingerprint(Connection& connection, std::string_view id) {
  std::optional<Digest> fingerprint;
  connection.query("SELECT fingerprint FROM ss_session WHERE id = ?", {id}, [&](const Row& row) {
    if (!row.is_null(0)) fingerprint = Digest::from_raw(row.bytes(0));
  });
  return fingerprint;
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
