#include "second_generation.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "columns_left.h"
#include "opencode_shapes/columns.h"
#include "opencode_shapes/ids.h"
#include "row_access.h"

namespace sessionstore::interop {
namespace {

constexpr std::array<std::string_view, 7> kColumns{"id",           "session_id",   "type", "seq",
                                                   "time_created", "time_updated", "data"};

class SecondMessages {
 public:
  SecondMessages(const Table& table, SessionVisitor& visitor) : table_(table), visitor_(visitor) {}

  void read(sql::Connection& connection, const std::string& session_id, Millis after) {
    if (table_.scan == nullptr) {
      bears(session_id, [&] {
        connection.query(table_.select("WHERE session_id = ? AND time_created > ? ORDER BY seq"),
                         {session_id, after},
                         [&](const sql::Row& row) { take(TableRow(table_, row)); });
      });
      return;
    }
    for (const auto& [seq, number] : scanned(connection, session_id, after)) {
      bears(session_id, [&, at = number] {
        read_row(connection, table_, at, [&](const TableRow& row) { take(row); });
      });
    }
  }
  std::set<std::string> taken() && { return std::move(taken_); }

 private:
  /// The rows by their seq.
  std::vector<std::pair<std::int64_t, std::int64_t>> scanned(sql::Connection& connection,
                                                             const std::string& session_id,
                                                             Millis after) {
    std::vector<std::pair<std::int64_t, std::int64_t>> rows;
    for (const std::int64_t number : table_.scan->rows("session_id", session_id)) {
      bears(session_id, [&] {
        read_row(connection, table_, number, [&](const TableRow& row) {
          if (row.integer("time_created").value_or(0) <= after) return;
          rows.emplace_back(row.integer("seq").value_or(0), number);
        });
      });
    }
    std::ranges::sort(rows);
    return rows;
  }

  /// What cannot be read costs itself, not the session.
  template <typename Read>
  void bears(const std::string& session_id, const Read& read) {
    try {
      read();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      visitor_.on_skipped(
          {fmt::format("session {}, table {}", printable(session_id), table_.name), error.what()});
    }
  }

  void take(const TableRow& row) {
    const std::string id(row.bytes("id"));
    if (taken_.contains(id)) {
      visitor_.on_skipped(
          {"message " + printable(id), "it is there more than once: the first of them was taken"});
      return;
    }
    try {
      const json::Document document = json::Document::parse(row.bytes("data"));
      pass_on(row, id, document);
      taken_.insert(id);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      visitor_.on_skipped({"message " + printable(id), error.what()});
    }
  }

  void pass_on(const TableRow& row, const std::string& id, const json::Document& document) {
    const json::View content = json::View(document.text())["content"];
    Message message;
    message.id = id;
    message.data = content.is_array() ? without(document, "content") : document;
    const JsonObject left = columns_but(row, kColumns);
    if (!left.empty() && json::View(message.data.text()).is_object()) {
      const std::array<std::string_view, 2> path{kOurKey, kColumnsKey};
      message.data = json::with_member(message.data, path, left.text());
    }
    read_columns(json::View(message.data.text()), message);
    message.role = row.bytes("type");
    message.created = row.integer("time_created").value_or(0);
    message.updated = row.integer("time_updated").value_or(message.created);
    const Millis created = message.created;
    visitor_.on_message(std::move(message));
    pass_on_content(content, id, created);
  }

  void pass_on_content(json::View content, const std::string& message_id, Millis created) {
    std::int64_t position = 0;
    for (json::Cursor element(content); content.is_array() && element.next(); ++position) {
      Part part;
      // Elements have no ids of their own but for tool calls, whose ids need not be unique.
      part.id = fmt::format("{}/{}", message_id, position);
      part.position = position;
      part.data = json::Document::parse(element.value().text());
      read_columns(json::View(part.data.text()), created, part);
      visitor_.on_part(std::move(part));
    }
  }

  static json::Document without(const json::Document& document, std::string_view key) {
    const std::array<std::string_view, 1> path{key};
    return json::with_member(document, path, "");
  }

  const Table& table_;
  SessionVisitor& visitor_;
  std::set<std::string> taken_;
};

}  // namespace

bool has_second_generation(const Tables& tables) {
  const Table* const sessions = find_table(tables, kSecondSessions);
  const Table* const messages = find_table(tables, kSecondMessages);
  return sessions != nullptr && messages != nullptr && sessions->has("id") &&
         sessions->has("project_id") && sessions->has("directory") && messages->has("session_id") &&
         messages->has("seq") && messages->has("type") && messages->has("data") &&
         messages->has("time_created");
}

std::set<std::string> read_second_messages(sql::Connection& connection, const Tables& tables,
                                           const std::string& session_id, Millis last_of_first,
                                           SessionVisitor& visitor) {
  SecondMessages messages(tables.find(kSecondMessages)->second, visitor);
  messages.read(connection, session_id, last_of_first);
  return std::move(messages).taken();
}

}  // namespace sessionstore::interop
