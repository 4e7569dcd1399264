#include "merging_visitor.h"

#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>

#include "fork_id.h"
#include "opencode_shapes/ids.h"

namespace sessionstore::interop {
namespace {

/// Gives a member that holds an id of the session the id that this has in the fork.
void rename_member(json::Document& data, std::string_view object, std::string_view member,
                   std::string_view place) {
  const auto id = json::View(data.text())[object][member].string();
  if (!id) return;
  const std::array<std::string_view, 2> path{object, member};
  data = json::with_member(data, path, json::quote(fork_id(*id, place)));
}

}  // namespace

Session forked(Session session, std::string_view id, std::string_view place) {
  constexpr std::array<std::string_view, 1> kTitle{"title"};
  session.id = id;
  const std::string title = session.title + " (from " + std::string(place) + ")";
  session.title = fit_field(title);
  session.data = json::with_member(session.data, kTitle, json::quote(title));
  rename_member(session.data, "revert", "messageID", place);
  rename_member(session.data, "revert", "partID", place);
  return session;
}

void ForkingVisitor::on_session(Session session) {
  to_.on_session(forked(std::move(session), id_, place_));
}

void ForkingVisitor::on_message(Message message) {
  message.id = fork_id(message.id, place_);
  const json::View parent = json::View(message.data.text())["parentID"];
  if (const auto id = parent.string()) {
    constexpr std::array<std::string_view, 1> kParent{"parentID"};
    message.data = json::with_member(message.data, kParent, json::quote(fork_id(*id, place_)));
  }
  to_.on_message(std::move(message));
}

void ForkingVisitor::on_part(Part part) {
  part.id = fork_id(part.id, place_);
  to_.on_part(std::move(part));
}

void CopyCollector::on_message(Message message) {
  message_ = std::move(message.id);
  keep_if_different(message_, message.data);
}

void CopyCollector::on_part(Part part) { keep_if_different(message_ + '/' + part.id, part.data); }

void CopyCollector::on_record(Record record) {
  records_.try_emplace({std::move(record.kind), std::move(record.key)}, std::move(record.data));
}

void CopyCollector::keep_if_different(const std::string& row, const json::Document& data) {
  const auto taken = taken_.rows.find(row);
  if (taken != taken_.rows.end() && taken->second == data.hash()) return;
  records_.try_emplace({kOtherCopy, fit_id(place_ + '/' + row)}, data);
}

void RecordAddingVisitor::on_record(Record record) {
  records_.insert_or_assign({std::move(record.kind), std::move(record.key)},
                            std::move(record.data));
}

void RecordAddingVisitor::finish() {
  for (auto& [place, data] : records_) to_.on_record({place.first, place.second, std::move(data)});
}

}  // namespace sessionstore::interop
