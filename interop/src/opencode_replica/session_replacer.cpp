#include "session_replacer.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

#include <utility>

#include "opencode_target/session_values.h"
#include "opencode_target/todo_rows.h"
#include "opencode_target/written_rows.h"
#include "session_stamps.h"

namespace sessionstore::interop {

void require_expected(const SessionHere& here, const std::string& id,
                      const std::optional<Digest>& expected) {
  if (here.exists() != expected.has_value()) {
    throw Error(ErrorCode::conflict,
                fmt::format("session {} was made or deleted in OpenCode meanwhile", id),
                "run the same command again");
  }
  if (!expected || here.fingerprint() == *expected) return;
  throw Error(ErrorCode::conflict, fmt::format("session {} went on in OpenCode meanwhile", id),
              "run the same command again");
}

void require_first_generation(const SessionHere& here, const std::string& id) {
  if (!here.is_second_generation()) return;
  throw Error(
      ErrorCode::constraint,
      fmt::format("session {} is one of OpenCode 2 there, which is read and not written", id),
      "it was left alone");
}

void SessionReplacer::begin(const Session& session, const std::optional<Digest>& expected) {
  written_.session = session;
  here_ = std::make_unique<SessionHere>(connection_, facts_.tables, session.id, location_);
  require_first_generation(*here_, session.id);
  require_expected(*here_, session.id, expected);
  require_replaceable();
  for (const auto& [id, message] : here_->messages()) missing_messages_.insert(id);
  for (const auto& [id, part] : here_->parts()) missing_parts_.insert(id);
  write_session(session);
}

/// Rows that nobody has read must not become a part of the session, nor be deleted.
void SessionReplacer::require_replaceable() const {
  if (here_->exists()) return;
  const std::string& id = written_.session.id;
  for (const char* const table : {"message", "part"}) {
    connection_.query(fmt::format("SELECT 1 FROM {} WHERE session_id = ? LIMIT 1", table), {id},
                      [&](const sql::Row& /*row*/) {
                        throw Error(ErrorCode::constraint,
                                    fmt::format("OpenCode's database has rows of session {} in its "
                                                "table {}, but not the session itself",
                                                id, table),
                                    "it was left alone");
                      });
  }
}

void SessionReplacer::write_session(const Session& session) {
  const bool same =
      here_->has(session) && here_->session().agent_project_id == session.agent_project_id;
  if (same) return;
  ensure_project(connection_, facts_, checkouts_, session, now_);
  const RowValues row = session_values(facts_.tables.at("session"), session, {});
  if (here_->exists()) {
    row.update(connection_, {"id"});
  } else {
    row.insert(connection_);
  }
}

void SessionReplacer::write(const RowValues& row, bool known, std::string_view what,
                            const std::string& id) {
  // A row that cannot be read is there as well, in this session or in another.
  const bool updated = known ? row.update(connection_, {"id"})
                             : here_->is_damaged() && row.update(connection_, {"id", "session_id"});
  if (!updated) insert_once(row, connection_, what, id);
}

void SessionReplacer::put(const Message& message) {
  message_id_ = message.id;
  const bool known = missing_messages_.erase(message.id) > 0;
  const bool same =
      known && here_->has(message) && here_->messages().at(message.id).created == message.created;
  if (same) return;
  write(message_values(facts_.tables, written_.session.id, message), known, "message", message.id);
}

void SessionReplacer::put(const Part& part) {
  const bool known = missing_parts_.erase(part.id) > 0;
  if (known && here_->has(message_id_, part)) return;
  write(part_values(facts_.tables, written_.session.id, message_id_, part), known, "part", part.id);
}

void SessionReplacer::put(const Record& record) {
  if (record.kind != "todo") return;  // those of here stay, and others have no place
  todo_came_ = true;
  const Table* const table = find_table(facts_.tables, "todo");
  if (table == nullptr || here_->has(record)) return;
  const Session& session = written_.session;
  connection_.execute("DELETE FROM todo WHERE session_id = ?", {session.id});
  const TodoRows rows(*table, session.id, record.data, session.updated);
  for (const RowValues& row : rows.rows()) row.insert(connection_);
}

void SessionReplacer::delete_missing() {
  const std::string& id = written_.session.id;
  // A message takes its parts with it, those too that could not be read.
  for (const std::string& part : missing_parts_) {
    connection_.execute("DELETE FROM part WHERE id = ?", {part});
  }
  for (const std::string& message : missing_messages_) {
    connection_.execute("DELETE FROM message WHERE id = ? AND session_id = ?", {message, id});
  }
  if (!todo_came_ && find_table(facts_.tables, "todo") != nullptr) {
    connection_.execute("DELETE FROM todo WHERE session_id = ?", {id});
  }
}

void SessionReplacer::end(const Digest& fingerprint) {
  delete_missing();
  const std::string& id = written_.session.id;
  const SessionHere now(connection_, facts_.tables, id, location_);
  if (now.fingerprint() != fingerprint) {
    throw Error(ErrorCode::constraint,
                fmt::format("session {} would not be in OpenCode's database as it came", id),
                "nothing of it was written: run the same command again");
  }
  written_.fingerprint = fingerprint;
  written_.stamp = SessionStamps(connection_, facts_.tables).of(id);
}

}  // namespace sessionstore::interop
