#include "adapted_rows.h"

#include <fmt/format.h>
#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

#include "brought/harmless_message.h"
#include "opencode_shapes/ids.h"
#include "readable_rows.h"
#include "todo_rows.h"

namespace sessionstore::interop {

void AdaptedRows::on_session(Session /*session*/) { to_.on_session(session_); }

void AdaptedRows::on_message(Message message) {
  const bool is_known = here_ != nullptr && here_->messages().contains(message.id);
  is_left_out_ = !is_known && !is_opencode_id(message.id, "msg");
  if (is_left_out_) {
    to_.on_skipped({"session " + session_.id + ", message " + printable(message.id),
                    "its id is none of OpenCode's: left out there, with its parts"});
    return;
  }
  const bool is_here = is_known && here_->has(message);
  put_in_order(message, is_here && here_->messages().at(message.id).created == message.created);
  message_id_ = message.id;
  if (!is_here) message.data = brought_message(message);
  if (json::View(message.data.text())["role"].string() == "user") last_user_ = message.id;
  to_.on_message(std::move(message));
}

void AdaptedRows::put_in_order(Message& message, bool stays) {
  if (!stays) {
    const bool is_first = last_id_.empty();
    const Millis begun = from_elsewhere_.times.is_possible(session_.created) ? session_.created : 0;
    from_elsewhere_.times.fit(message, is_first ? begun : last_created_);
  }
  message.created = std::max(message.created, last_created_);
  const bool has_room = message.created < std::numeric_limits<Millis>::max();
  if (message.created == last_created_ && message.id <= last_id_ && has_room) ++message.created;
  last_created_ = message.created;
  last_id_ = message.id;
}

json::Document AdaptedRows::brought_message(const Message& message) {
  json::Document data = with_needed_members(message.data, message.created,
                                            last_user_.empty() ? message.id : last_user_);
  const auto change = [&](json::Document changed, const char* why) {
    if (changed.hash() == data.hash()) return;
    ++messages_changed_[why];
    data = std::move(changed);
  };
  change(harmless_message(data), "what would steer the answers to your own is left out");
  change(from_elsewhere_.times.with_time(data, message.created),
         "a time that cannot be is replaced by that of the one before");
  return data;
}

void AdaptedRows::on_part(Part part) {
  if (is_left_out_) return;
  if (here_ != nullptr && here_->has(message_id_, part)) {
    to_.on_part(std::move(part));
    return;
  }
  const json::View data(part.data.text());
  const bool is_known = here_ != nullptr && here_->parts().contains(part.id);
  if (!is_known && !is_opencode_id(part.id, "prt")) {
    to_.on_skipped({"session " + session_.id + ", part " + printable(part.id),
                    "its id is none of OpenCode's: left out there"});
    return;
  }
  if (!is_readable_part(data)) {
    to_.on_skipped({"session " + session_.id + ", part " + part.id,
                    "it is none that OpenCode 1.x can read: left out there"});
    return;
  }
  BroughtPart brought = from_elsewhere_.parts.judge(part.data);
  if (!brought.note.empty()) ++parts_changed_[brought.note];
  if (!brought.brought) return;
  const bool is_text = data["type"].string() == "text";
  const bool has_text = data["text"].string().has_value();
  part.data = std::move(brought.data);
  if (is_text && !has_text) {
    constexpr std::array<std::string_view, 1> kText{"text"};
    part.data = json::with_member(part.data, kText, R"("")");
  }
  part.type = json::View(part.data.text())["type"].string().value_or("");
  if (part.created == 0) part.created = last_created_;
  from_elsewhere_.times.fit(part, last_created_);
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
  const auto tell = [&](const std::map<std::string, int>& changed, std::string_view what) {
    for (const auto& [why, rows] : changed) {
      to_.on_note({"session " + session_.id,
                   fmt::format("{} {}{}: {}", rows, what, rows == 1 ? "" : "s", why)});
    }
  };
  tell(parts_changed_, "part");
  tell(messages_changed_, "message");
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
