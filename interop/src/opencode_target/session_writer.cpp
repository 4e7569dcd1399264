#include "session_writer.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>

#include "session_values.h"
#include "todo_rows.h"
#include "written_rows.h"

namespace sessionstore::interop {
namespace {

/// A row that is there: its id and its data.
json::Document known_document(std::string_view what, const sql::Row& row) {
  try {
    return json::Document::parse(row.bytes(1));
  } catch (const Error& error) {
    // Of this session alone: the others shall be brought.
    throw Error(ErrorCode::constraint,
                fmt::format("{} {} in OpenCode's database is damaged ({}): it was left alone", what,
                            row.bytes(0), error.what()),
                "delete the session in OpenCode to take this one");
  }
}

}  // namespace

void SessionWriter::begin(const Session& session, const std::optional<Digest>& expected) {
  const bool there = has_session_row(connection_, session.id);
  if (there != expected.has_value()) {
    throw Error(ErrorCode::conflict,
                fmt::format("session {} was made or deleted in OpenCode meanwhile", session.id),
                "run the same command again");
  }
  session_ = session;
  ensure_project(connection_, facts_, checkouts_, session, now_);
  // Its data says cost and tokens already, where the database has columns for them.
  const RowValues row = session_values(facts_.tables.at("session"), session, {});
  if (there) {
    require_not_later(session);
    read_known(session);
    row.update(connection_, {"id"});
  } else {
    row.insert(connection_);
  }
}

void SessionWriter::require_not_later(const Session& session) const {
  connection_.query("SELECT time_updated, title, time_archived FROM session WHERE id = ?",
                    {session.id}, [&](const sql::Row& row) {
                      const Millis there = row.integer(0);
                      const bool archived = !row.is_null(2);
                      const bool same =
                          row.bytes(1) == session.title && archived == session.archived.has_value();
                      if (there < session.updated || (there == session.updated && same)) return;
                      throw Error(ErrorCode::constraint,
                                  fmt::format("session {} was changed in OpenCode since, such as "
                                              "its title: it was left alone",
                                              session.id),
                                  "import it from there, or delete it there to take this one");
                    });
}

void SessionWriter::read_known(const Session& session) {
  const auto read = [&](std::string_view what, const char* sql, Known& known) {
    connection_.query(sql, {session.id}, [&](const sql::Row& row) {
      known.emplace(row.bytes(0), known_document(what, row).hash());
    });
  };
  read("message", "SELECT id, data FROM message WHERE session_id = ?", known_messages_);
  read("part",
       "SELECT p.id, p.data FROM part p JOIN message m ON p.message_id = m.id "
       "WHERE m.session_id = ?",
       known_parts_);
}

bool SessionWriter::is_new(Known& known, const std::string& id, const json::Document& data,
                           std::string_view table) {
  const auto found = known.find(id);
  if (found == known.end()) return true;
  bool same = found->second == data.hash();
  if (!same) {
    connection_.query(fmt::format("SELECT data FROM {} WHERE id = ?", table), {id},
                      [&](const sql::Row& row) {
                        same = json::same_value(json::Document::parse(row.bytes(0)), data);
                      });
  }
  if (!same) {
    throw Error(
        ErrorCode::constraint,
        fmt::format("{} {} is otherwise in OpenCode's database, which was left alone", table, id),
        "both went on with it, or one was edited: delete it in OpenCode to take this one");
  }
  known.erase(found);
  return false;
}

void SessionWriter::put(const Message& message) {
  message_id_ = message.id;
  if (!is_new(known_messages_, message.id, message.data, "message")) return;
  const RowValues row = message_values(facts_.tables, session_.id, message);
  insert_once(row, connection_, "message", message.id);
}

void SessionWriter::put(const Part& part) {
  if (!is_new(known_parts_, part.id, part.data, "part")) return;
  const RowValues row = part_values(facts_.tables, session_.id, message_id_, part);
  insert_once(row, connection_, "part", part.id);
}

void SessionWriter::put(const Record& record) {
  if (record.kind != "todo") return;
  connection_.execute("DELETE FROM todo WHERE session_id = ?", {session_.id});
  const TodoRows rows(facts_.tables.at("todo"), session_.id, record.data, session_.updated);
  for (const RowValues& row : rows.rows()) row.insert(connection_);
}

void SessionWriter::end(const Digest& /*fingerprint*/) {
  if (known_messages_.empty() && known_parts_.empty()) return;
  throw Error(ErrorCode::conflict,
              fmt::format("session {} went on in OpenCode meanwhile", session_.id),
              "run the same command again");
}

}  // namespace sessionstore::interop
