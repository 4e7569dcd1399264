#pragma once

#include <sessionstore/endpoint.h>

#include "transfer/event_queue.h"

namespace sessionstore::transfer_detail {

/// Collects the ids of a session's rows and counts them.
class IdCollector : public SessionVisitor {
 public:
  void on_session(Session) override {}
  void on_message(Message message) override {
    ++counts.messages;
    message_ = message.id;
    ids.insert("m" + message.id);
  }
  void on_part(Part part) override {
    ++counts.parts;
    ids.insert("p" + message_ + '\0' + part.id);
  }
  void on_record(Record record) override {
    ++counts.records;
    ids.insert("r" + record.kind + '\0' + record.key);
  }

  RowIds ids;
  Counts counts;

 private:
  std::string message_;
};

}  // namespace sessionstore::transfer_detail
