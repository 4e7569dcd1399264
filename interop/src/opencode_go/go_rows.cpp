#include "go_rows.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <utility>

#include "opencode_db/columns_left.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

std::string field_of(json::View value) { return fit_field(value.string().value_or("")); }

/// One element of the column `parts`: {"type": ..., "data": {...}}, to the byte.
Part part_of(json::View element, const Message& message, std::int64_t position) {
  Part part;
  part.id = fit_id(fmt::format("{}:{}", message.id, position));
  part.position = position;
  part.type = field_of(element["type"]);
  part.created = message.created;
  part.updated = message.updated;
  part.data = json::Document::minified(std::string(element.text()));
  return part;
}

}  // namespace

Millis go_time(std::optional<std::int64_t> value) {
  // As seconds beyond the year 5000, as milliseconds 1973.
  constexpr std::int64_t kMostSeconds = 100'000'000'000;
  const std::int64_t time = std::max<std::int64_t>(value.value_or(0), 0);
  return time < kMostSeconds ? time * 1000 : time;
}

json::Document go_document(const TableRow& row, std::span<const std::string_view> without,
                           const std::string& place, const Reports& reports) {
  bool repaired = false;
  json::Document document = json::Document::parse(columns_but(row, without).text(), &repaired);
  if (repaired) reports.repaired(place);
  return document;
}

Session read_go_session(const TableRow& row, const Reports& reports) {
  Session session;
  session.id = row.bytes("id");
  session.agent_project_id = row.bytes("project_id");
  const std::string parent(row.bytes("parent_session_id"));
  std::vector<std::string_view> held{"id", "project_id"};
  if (is_usable_id(parent)) {
    session.parent_id = parent;
    held.emplace_back("parent_session_id");
  }
  session.data = go_document(row, held, "session " + session.id, reports);
  session.title = field_of(json::View(session.data.text())["title"]);
  session.created = go_time(row.integer("created_at"));
  session.updated = std::max(go_time(row.integer("updated_at")), session.created);
  return session;
}

GoTurn read_go_message(const TableRow& row, const Reports& reports) {
  constexpr std::array<std::string_view, 3> kHeld{"id", "session_id", "parts"};
  GoTurn turn;
  Message& message = turn.message;
  message.id = row.bytes("id");
  const std::string place = "message " + message.id;
  message.data = go_document(row, kHeld, place, reports);
  message.role = field_of(json::View(message.data.text())["role"]);
  message.created = go_time(row.integer("created_at"));
  message.updated = std::max(go_time(row.integer("updated_at")), message.created);

  bool repaired = false;
  const json::Document parts = json::Document::parse(row.bytes("parts"), &repaired);
  if (repaired) reports.repaired(place + ", its parts");
  const json::View view(parts.text());
  if (!view.is_array()) {
    // The Go program itself writes `null` for none.
    if (parts.text() != "null") reports.note(place, "its parts are no list: kept in its data");
    const std::array<std::string_view, 1> path{"parts"};
    message.data = json::with_member(message.data, path, parts.text());
    return turn;
  }
  for (json::Cursor element(view); element.next();) {
    const auto position = static_cast<std::int64_t>(turn.parts.size());
    turn.parts.push_back(part_of(element.value(), message, position));
  }
  return turn;
}

}  // namespace sessionstore::interop
