#include "delete_session.h"

#include <fmt/format.h>

#include "opencode_db/other_tables.h"

namespace sessionstore::interop {

void delete_session(sql::Connection& connection, const Tables& tables, const std::string& id) {
  // Not every table has a foreign key that does this.
  for (const auto& [name, table] : tables) {
    const bool own = name == "todo" || name == "session_share";
    if (!own && belonging_of(table) != Belonging::session) continue;
    connection.execute(fmt::format("DELETE FROM {} WHERE session_id = ?", quoted_identifier(name)),
                       {id});
  }
  connection.execute("DELETE FROM message WHERE session_id = ?", {id});
  connection.execute(
      "DELETE FROM part WHERE session_id = ? AND message_id NOT IN (SELECT id FROM message)", {id});
  connection.execute("DELETE FROM session WHERE id = ?", {id});
  for (const char* const log : {"event", "event_sequence"}) {
    const Table* const table = find_table(tables, log);
    if (table == nullptr || !table->has("aggregate_id")) continue;
    connection.execute(fmt::format("DELETE FROM {} WHERE aggregate_id = ?", log), {id});
  }
}

}  // namespace sessionstore::interop
