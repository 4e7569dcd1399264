#include "sync/line.h"

#include <sessionstore/intact_rows.h>

#include <utility>

namespace sessionstore::sync_detail {

RowKey message_key(std::string_view id) { return kMessage + std::string(id); }

RowKey part_key(std::string_view message_id, std::string_view id) {
  return kPart + std::string(message_id) + '\0' + std::string(id);
}

RowKey record_key(std::string_view kind, std::string_view key) {
  return kRecord + std::string(kind) + '\0' + std::string(key);
}

std::string name_of(const RowKey& key) {
  const std::string_view ids = std::string_view(key).substr(1);
  const std::size_t middle = ids.find('\0');
  if (kind_of(key) == kMessage) return "message " + std::string(ids);
  if (kind_of(key) == kPart) return "part " + std::string(ids.substr(middle + 1));
  const std::string kind = "record " + std::string(ids.substr(0, middle));
  return middle + 1 == ids.size() ? kind : kind + ' ' + std::string(ids.substr(middle + 1));
}

RowHashes Line::hashes() const {
  RowHashes hashes;
  for (const LineRow& row : rows) hashes.emplace(row.key, row.hash);
  return hashes;
}

void LineVisitor::note(const Session& session) {
  fingerprinter_.add(session);
  line_ = {};
  line_.session = session;
}

void LineVisitor::note(const Message& message) {
  stop_.check();
  fingerprinter_.add(message);
  line_.rows.push_back({message_key(message.id), message.data.hash()});
  message_ = message.id;
}

void LineVisitor::note(const Part& part) {
  stop_.check();
  fingerprinter_.add(part);
  line_.rows.push_back({part_key(message_, part.id), part.data.hash()});
}

void LineVisitor::note(const Record& record) {
  fingerprinter_.add(record);
  line_.rows.push_back({record_key(record.kind, record.key), record.data.hash()});
}

Line LineVisitor::take() {
  line_.fingerprint = fingerprinter_.finish();
  line_.notes = std::exchange(notes_, {});
  return std::exchange(line_, {});
}

Line read_line(SessionSource& source, std::string_view id, StopFlag stop) {
  LineVisitor line(stop);
  IntactRows intact(line);
  source.read_session(id, intact);
  return line.take();
}

}  // namespace sessionstore::sync_detail
