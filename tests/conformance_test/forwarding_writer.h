#pragma once

#include <sessionstore/store.h>

#include <memory>
#include <utility>

namespace sessionstore::tests {

/// A writer that passes every call on to another one; what breaks a rule derives from it.
class ForwardingWriter : public BulkWriter {
 public:
  explicit ForwardingWriter(std::unique_ptr<BulkWriter> inner) : inner_(std::move(inner)) {}

  void put_project(const Project& project) override { inner_->put_project(project); }
  void begin_session(const Session& session, const std::optional<Digest>& expected) override {
    inner_->begin_session(session, expected);
  }
  void put_message(Message message) override { inner_->put_message(std::move(message)); }
  void put_part(Part part) override { inner_->put_part(std::move(part)); }
  void put_record(Record record) override { inner_->put_record(std::move(record)); }
  void end_session(const Digest& fingerprint) override { inner_->end_session(fingerprint); }
  void commit() override { inner_->commit(); }

 private:
  std::unique_ptr<BulkWriter> inner_;
};

}  // namespace sessionstore::tests
