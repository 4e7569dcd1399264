#pragma once

#include <sessionstore/store.h>

#include <memory>
#include <utility>

namespace sessionstore::tests {

/// A store that passes every call on to another one; what breaks a rule derives from it.
class ForwardingStore : public SessionStore {
 public:
  explicit ForwardingStore(std::shared_ptr<SessionStore> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] std::string location() const override { return inner_->location(); }
  StoreStatus status() override { return inner_->status(); }
  std::vector<Difference> check_storage() override { return inner_->check_storage(); }
  ColumnReport check_columns(const ColumnCheck& check) override {
    return inner_->check_columns(check);
  }
  void put_project(const Project& project) override { inner_->put_project(project); }
  std::optional<Project> find_project(std::string_view id) override {
    return inner_->find_project(id);
  }
  std::vector<ProjectSummary> list_projects() override { return inner_->list_projects(); }
  Session create_session(const Session& session) override {
    return inner_->create_session(session);
  }
  std::optional<Session> find_session(std::string_view id) override {
    return inner_->find_session(id);
  }
  std::vector<std::string> find_session_ids(std::string_view prefix, std::int64_t limit) override {
    return inner_->find_session_ids(prefix, limit);
  }
  SessionPage list_sessions(const SessionQuery& query) override {
    return inner_->list_sessions(query);
  }
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision> expected) override {
    return inner_->rename_session(id, title, expected);
  }
  Revision archive_session(std::string_view id, std::optional<Millis> archived,
                           std::optional<Revision> expected) override {
    return inner_->archive_session(id, archived, expected);
  }
  std::int64_t delete_session(std::string_view id) override { return inner_->delete_session(id); }
  Message append_message(std::string_view session, const Turn& turn) override {
    return inner_->append_message(session, turn);
  }
  std::vector<Turn> read_messages(std::string_view session, std::int64_t after,
                                  std::int64_t limit) override {
    return inner_->read_messages(session, after, limit);
  }
  std::optional<Turn> find_message(std::string_view session, std::string_view id) override {
    return inner_->find_message(session, id);
  }
  Revision update_message(std::string_view session, const Message& message,
                          std::optional<Revision> expected) override {
    return inner_->update_message(session, message, expected);
  }
  Part append_part(std::string_view session, std::string_view message, const Part& part) override {
    return inner_->append_part(session, message, part);
  }
  Revision update_part(std::string_view session, std::string_view message, const Part& part,
                       std::optional<Revision> expected) override {
    return inner_->update_part(session, message, part, expected);
  }
  Revision grow_part(std::string_view session, std::string_view message, std::string_view part,
                     std::string_view text, std::optional<Revision> expected) override {
    return inner_->grow_part(session, message, part, text, expected);
  }
  Revision put_record(std::string_view session, const Record& record,
                      std::optional<Revision> expected) override {
    return inner_->put_record(session, record, expected);
  }
  std::vector<Record> read_records(std::string_view session) override {
    return inner_->read_records(session);
  }
  bool delete_record(std::string_view session, std::string_view kind,
                     std::string_view key) override {
    return inner_->delete_record(session, kind, key);
  }
  Inventory inventory() override { return inner_->inventory(); }
  void read_session(std::string_view id, SessionVisitor& visitor) override {
    inner_->read_session(id, visitor);
  }
  std::optional<StoredSession> find_stored(std::string_view id) override {
    return inner_->find_stored(id);
  }
  std::unique_ptr<BulkWriter> bulk_writer() override { return inner_->bulk_writer(); }
  std::string identity() override { return inner_->identity(); }
  std::vector<SessionState> session_states(const std::optional<std::string>& project_id) override {
    return inner_->session_states(project_id);
  }
  std::vector<SessionState> find_session_states(std::span<const std::string> ids) override {
    return inner_->find_session_states(ids);
  }
  std::vector<Tombstone> find_tombstones(std::span<const std::string> ids) override {
    return inner_->find_tombstones(ids);
  }
  bool remove_session(std::string_view id, const Digest& expected) override {
    return inner_->remove_session(id, expected);
  }

 protected:
  SessionStore& inner() { return *inner_; }

 private:
  std::shared_ptr<SessionStore> inner_;
};

}  // namespace sessionstore::tests
