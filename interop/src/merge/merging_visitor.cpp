#include "merging_visitor.h"

#include <sessionstore/json/edit.h>
#include <sessionstore/json/view.h>

#include <array>

#include "opencode/names.h"

namespace sessionstore::interop {

Session forked(Session session, std::string_view id, std::string_view place) {
  constexpr std::array<std::string_view, 1> kTitle{"title"};
  session.id = id;
  const std::string title = session.title + " (from " + std::string(place) + ")";
  session.title = fit_field(title);
  session.data = json::with_member(session.data, kTitle, json::quote(title));
  return session;
}

void ForkingVisitor::on_session(Session session) {
  to_.on_session(forked(std::move(session), id_, place_));
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
