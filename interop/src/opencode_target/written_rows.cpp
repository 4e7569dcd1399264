#include "written_rows.h"

#include <fmt/format.h>
#include <sessionstore/error.h>

namespace sessionstore::interop {
namespace {

bool has_row(sql::Connection& connection, std::string_view table, const std::string& id) {
  bool there = false;
  connection.query(fmt::format("SELECT 1 FROM {} WHERE id = ?", table), {id},
                   [&](const sql::Row& /*row*/) { there = true; });
  return there;
}

Error refused(std::string_view what, const std::string& id, const Error& cause) {
  return {ErrorCode::constraint,
          fmt::format("OpenCode's database does not take {} {}: {}", what, id, cause.what()),
          "a trigger or an index that somebody added to it may ask for more: drop that, and run "
          "this again"};
}

}  // namespace

RowValues message_values(const Tables& tables, const std::string& session_id,
                         const Message& message) {
  RowValues row(tables.at("message"));
  row.set("id", message.id)
      .set("session_id", session_id)
      .set("time_created", message.created)
      .set("time_updated", message.updated)
      .set("data", message.data.text());
  return row;
}

RowValues part_values(const Tables& tables, const std::string& session_id,
                      const std::string& message_id, const Part& part) {
  RowValues row(tables.at("part"));
  row.set("id", part.id)
      .set("message_id", message_id)
      .set("session_id", session_id)
      .set("time_created", part.created)
      .set("time_updated", part.updated)
      .set("data", part.data.text());
  return row;
}

void insert_once(const RowValues& row, sql::Connection& connection, std::string_view what,
                 const std::string& id) {
  try {
    row.insert(connection);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::constraint && error.code() != ErrorCode::already_exists) throw;
    if (!has_row(connection, what, id)) throw refused(what, id, error);
    throw Error(ErrorCode::constraint,
                fmt::format("{} {} belongs to another session in OpenCode's database", what, id),
                "OpenCode keeps each id once");
  }
}

void ensure_project(sql::Connection& connection, const TargetFacts& facts, Checkouts& checkouts,
                    const Session& session, Millis now) {
  bool there = false;
  connection.query("SELECT 1 FROM project WHERE id = ?", {session.agent_project_id},
                   [&](const sql::Row& /*row*/) { there = true; });
  if (there) return;
  const OpencodeProject& project = checkouts.of(session.directory);
  RowValues row(facts.tables.at("project"));
  row.set("id", session.agent_project_id)
      .set("worktree", project.worktree)
      .set("sandboxes", "[]")
      .set("time_created", now)
      .set("time_updated", now);
  if (project.git) row.set("vcs", "git");
  row.insert(connection);
}

bool has_session_row(sql::Connection& connection, const std::string& id) {
  return has_row(connection, "session", id);
}

}  // namespace sessionstore::interop
