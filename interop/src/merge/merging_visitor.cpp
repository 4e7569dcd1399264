#include "merging_visitor.h"

#include "opencode_shapes/ids.h"

namespace sessionstore::interop {

Fork fork_of(std::string id, const std::string& place) {
  return {std::move(id), place, "from " + place};
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
