#include "orphaned_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "row_access.h"

namespace sessionstore::interop {
namespace {

std::int64_t count(sql::Connection& connection, std::string_view sql, std::string_view id) {
  std::int64_t rows = 0;
  connection.query(sql, {id}, [&](const sql::Row& row) { rows = row.integer(0); });
  return rows;
}

// These two are answered by indexes alone.

std::int64_t parts_of_session(sql::Connection& connection, std::string_view id) {
  return count(connection, "SELECT count(*) FROM part WHERE session_id = ?", id);
}

std::int64_t parts_of_messages(sql::Connection& connection, std::string_view session_id) {
  return count(connection,
               "SELECT count(*) FROM message m JOIN part p ON p.message_id = m.id "
               "WHERE m.session_id = ?",
               session_id);
}

bool has_message(sql::Connection& connection, const Tables& tables, const std::string& id) {
  if (const auto& scan = tables.at("message").scan) return !scan->rows("id", id).empty();
  bool there = false;
  connection.query("SELECT 1 FROM message WHERE id = ?", {id},
                   [&](const sql::Row& /*row*/) { there = true; });
  return there;
}

bool by_scan(const Tables& tables) {
  return tables.at("message").scan != nullptr || tables.at("part").scan != nullptr;
}

std::vector<std::string> without_message(sql::Connection& connection, const Tables& tables,
                                         std::vector<std::string> ids) {
  std::erase_if(ids, [&](const std::string& id) { return has_message(connection, tables, id); });
  return ids;
}

/// The messages that parts of the session name.
std::vector<std::string> named_by_parts(sql::Connection& connection, const Table& parts,
                                        const std::string& session_id) {
  std::set<std::string> messages;
  const std::string sql =
      fmt::format("SELECT message_id FROM part {} WHERE {} = ?", parts.scan ? "NOT INDEXED" : "",
                  parts.scan ? parts.row_id : "session_id");
  const auto add = [&](const sql::Row& row) { messages.emplace(row.bytes(0)); };
  if (parts.scan == nullptr) {
    connection.query(sql, {session_id}, add);
  } else {
    for (const std::int64_t number : parts.scan->rows("session_id", session_id)) {
      connection.query(sql, {number}, add);
    }
  }
  return {messages.begin(), messages.end()};
}

}  // namespace

std::vector<std::string> messages_of_parts_alone(sql::Connection& connection,
                                                 const Tables& tables) {
  std::vector<std::string> messages;
  const auto add = [&](const sql::Row& row) { messages.emplace_back(row.bytes(0)); };
  if (!by_scan(tables)) {
    connection.query(
        "SELECT DISTINCT message_id FROM part p "
        "WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.id = p.message_id)",
        {}, add);
    return messages;
  }
  if (const auto& scan = tables.at("part").scan) {
    for (const auto& entry : scan->by("message_id")) messages.push_back(entry.first);
  } else {
    connection.query("SELECT DISTINCT message_id FROM part", {}, add);
  }
  return without_message(connection, tables, std::move(messages));
}

std::string session_of_part(sql::Connection& connection, const Tables& tables,
                            const std::string& message_id) {
  const Table& parts = tables.at("part");
  std::string session;
  const auto take = [&](const sql::Row& row) { session = row.bytes(0); };
  if (parts.scan == nullptr) {
    connection.query("SELECT session_id FROM part WHERE message_id = ? LIMIT 1", {message_id},
                     take);
  } else if (const auto& rows = parts.scan->rows("message_id", message_id); !rows.empty()) {
    connection.query(
        fmt::format("SELECT session_id FROM part NOT INDEXED WHERE {} = ?", parts.row_id),
        {rows.front()}, take);
  }
  return session;
}

std::vector<std::string> orphans_of(sql::Connection& connection, const Tables& tables,
                                    const std::string& session_id) {
  const Table& parts = tables.at("part");
  if (!by_scan(tables) &&
      parts_of_session(connection, session_id) == parts_of_messages(connection, session_id)) {
    return {};
  }
  // A message whose parts name several sessions belongs to one of them, the same one always.
  std::vector<std::string> messages =
      without_message(connection, tables, named_by_parts(connection, parts, session_id));
  std::erase_if(messages, [&](const std::string& id) {
    return session_of_part(connection, tables, id) != session_id;
  });
  return messages;
}

}  // namespace sessionstore::interop
