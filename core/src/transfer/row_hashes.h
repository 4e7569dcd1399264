#pragma once

#include <sessionstore/endpoint.h>

#include <string>
#include <utility>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// Collects the hashes of a session's rows and counts them.
class RowCollector : public SessionVisitor {
 public:
  static std::string key_of(const Record& record) {
    return kRecordKey + record.kind + '\0' + record.key;
  }

  void on_session(Session session) override { rows.emplace("s", session.data.hash()); }
  void on_message(Message message) override {
    ++counts.messages;
    message_ = message.id;
    rows.emplace("m" + message.id, message.data.hash());
  }
  void on_part(Part part) override {
    ++counts.parts;
    rows.emplace("p" + message_ + '\0' + part.id, part.data.hash());
  }
  void on_record(Record record) override {
    ++counts.records;
    rows.emplace(key_of(record), record.data.hash());
  }

  RowHashes rows;
  Counts counts;

 private:
  std::string message_;
};

}  // namespace sessionstore::transfer_detail
