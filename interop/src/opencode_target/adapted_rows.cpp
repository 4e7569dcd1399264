#include "adapted_rows.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <utility>

#include "todo_rows.h"

namespace sessionstore::interop {
namespace {

/// What OpenCode needs to go on with a message, where it is one that was made up for lost data.
json::Document with_needed_members(json::Document data, Millis created) {
  const json::View view(data.text());
  const auto add = [&](std::initializer_list<std::string_view> path, const std::string& value) {
    data = json::with_member(data, std::span(path.begin(), path.size()), value);
  };
  const bool has_role = view["role"].string().has_value();
  const bool has_time = view["time"]["created"].number().has_value();
  if (!has_role) {
    add({"role"}, R"("user")");
    add({"agent"}, R"("build")");
    add({"model"}, R"({"providerID":"unknown","modelID":"unknown"})");
  }
  if (!has_time) add({"time"}, fmt::format(R"({{"created":{}}})", created));
  return data;
}

}  // namespace

void AdaptedRows::on_session(Session /*session*/) { to_.on_session(session_); }

void AdaptedRows::on_message(Message message) {
  message.created = std::max(message.created, last_created_);
  if (message.created == last_created_ && message.id <= last_id_) ++message.created;
  last_created_ = message.created;
  last_id_ = message.id;
  created_ = message.created;
  message.data = with_needed_members(std::move(message.data), message.created);
  to_.on_message(std::move(message));
}

void AdaptedRows::on_part(Part part) {
  const json::View data(part.data.text());
  const bool is_text = data["type"].string() == "text";
  if (is_text && !data["text"].string()) {
    constexpr std::array<std::string_view, 1> kText{"text"};
    part.data = json::with_member(part.data, kText, R"("")");
  }
  if (part.created == 0) part.created = created_;
  to_.on_part(std::move(part));
}

void AdaptedRows::on_record(Record record) {
  const Table* const table = find_table(tables_, "todo");
  if (record.kind != "todo" || table == nullptr) return;
  const TodoRows rows(*table, session_.id, record.data, session_.updated);
  if (rows.dropped() > 0) {
    to_.on_note({fmt::format("session {}, todo", session_.id),
                 fmt::format("{} entries lack what OpenCode asks of one", rows.dropped())});
  }
  if (!rows.empty()) to_.on_record({"todo", "", rows.document()});
}

}  // namespace sessionstore::interop
