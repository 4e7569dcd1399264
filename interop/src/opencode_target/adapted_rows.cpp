#include "adapted_rows.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>

#include "todo_rows.h"

namespace sessionstore::interop {
namespace {

/// What OpenCode needs to show a message and go on with it, where it is one that was made up for
/// lost data, or lacks it.
json::Document with_needed_members(json::Document data, Millis created,
                                   const std::string& last_user) {
  const auto add = [&](std::initializer_list<std::string_view> path, const std::string& value) {
    json::View present(data.text());
    for (const std::string_view key : path) present = present[key];
    if (!present.exists()) {
      data = json::with_member(data, std::span(path.begin(), path.size()), value);
    }
  };
  const auto role = json::View(data.text())["role"].string();
  if (!role) data = json::with_member(data, std::array<std::string_view, 1>{"role"}, R"("user")");
  if (!json::View(data.text())["time"]["created"].number()) {
    data = json::with_member(data, std::array<std::string_view, 1>{"time"},
                             fmt::format(R"({{"created":{}}})", created));
  }
  add({"agent"}, R"("build")");
  if (role == "assistant") {
    add({"parentID"}, json::quote(last_user));
    add({"modelID"}, R"("unknown")");
    add({"providerID"}, R"("unknown")");
    add({"mode"}, R"("build")");
    add({"path"}, R"({"cwd":"/","root":"/"})");
    add({"cost"}, "0");
    add({"tokens"}, R"({"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}})");
  } else {
    add({"model"}, R"({"providerID":"unknown","modelID":"unknown"})");
  }
  return data;
}

bool has_strings(json::View object, std::initializer_list<std::string_view> members) {
  return std::ranges::all_of(
      members, [&](std::string_view member) { return object[member].string().has_value(); });
}

/// One part that OpenCode's server cannot read keeps it from showing the session.
bool is_readable_part(json::View part) {
  const auto type = part["type"].string();
  if (type == "file") return has_strings(part, {"mime", "url"});
  if (type == "tool") {
    return has_strings(part, {"callID", "tool"}) && has_strings(part["state"], {"status"});
  }
  constexpr std::array<std::string_view, 10> kOthers{
      "text",  "reasoning", "step-start", "step-finish", "snapshot",
      "patch", "agent",     "subtask",    "retry",       "compaction"};
  return std::ranges::find(kOthers, type.value_or("")) != kOthers.end();
}

}  // namespace

void AdaptedRows::on_session(Session /*session*/) { to_.on_session(session_); }

void AdaptedRows::on_message(Message message) {
  message.created = std::max(message.created, last_created_);
  if (message.created == last_created_ && message.id <= last_id_) ++message.created;
  last_created_ = message.created;
  if (message_id_ == from_elsewhere_.last_answer) is_last_ = true;
  last_id_ = message.id;
  message_id_ = message.id;
  created_ = message.created;
  if (here_ == nullptr || !here_->has(message)) {
    message.data = with_needed_members(std::move(message.data), message.created,
                                       last_user_.empty() ? message.id : last_user_);
  }
  if (json::View(message.data.text())["role"].string() == "user") last_user_ = message.id;
  to_.on_message(std::move(message));
}

void AdaptedRows::on_part(Part part) {
  if (here_ != nullptr && here_->has(message_id_, part)) {
    to_.on_part(std::move(part));
    return;
  }
  const json::View data(part.data.text());
  if (!is_readable_part(data)) {
    to_.on_skipped({"session " + session_.id + ", part " + part.id,
                    "it is none that OpenCode 1.x can read: left out there"});
    return;
  }
  BroughtPart brought = from_elsewhere_.parts.judge(part.data, is_last_);
  if (!brought.note.empty()) {
    ++left_out_[brought.note];
  }
  if (!brought.brought) return;
  const bool is_text = data["type"].string() == "text";
  const bool has_text = data["text"].string().has_value();
  part.data = std::move(brought.data);
  if (is_text && !has_text) {
    constexpr std::array<std::string_view, 1> kText{"text"};
    part.data = json::with_member(part.data, kText, R"("")");
  }
  if (part.created == 0) part.created = created_;
  to_.on_part(std::move(part));
}

void AdaptedRows::on_record(Record record) {
  const Table* const table = find_table(tables_, "todo");
  if (record.kind != "todo" || table == nullptr) return;
  if (here_ != nullptr && here_->has(record)) {
    records_.push_back(std::move(record));
    return;
  }
  const TodoRows rows(*table, session_.id, record.data, session_.updated);
  if (rows.dropped() > 0) {
    to_.on_note({fmt::format("session {}, todo", session_.id),
                 fmt::format("{} entries lack what OpenCode asks of one", rows.dropped())});
  }
  if (!rows.empty()) records_.push_back({"todo", "", rows.document()});
}

void AdaptedRows::finish() {
  for (const auto& [why, parts] : left_out_) {
    to_.on_note({"session " + session_.id,
                 fmt::format("{} part{}: {}", parts, parts == 1 ? "" : "s", why)});
  }
  if (here_ != nullptr) {
    std::ranges::copy_if(here_->records(), std::back_inserter(records_),
                         [](const Record& record) { return record.kind != "todo"; });
  }
  std::ranges::sort(records_, [](const Record& a, const Record& b) {
    return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
  });
  for (Record& record : records_) to_.on_record(std::move(record));
}

}  // namespace sessionstore::interop
