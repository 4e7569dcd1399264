#pragma once

#include <sessionstore/sql/sql_store.h>

#include "sql/session_queries.h"
#include "sql/step_runner.h"

namespace sessionstore::sql {

/// SessionStore over SQL. Each call is a step (step_runner.h) made of the query functions of this
/// folder.
class SqlStore final : public SessionStore {
 public:
  explicit SqlStore(SqlBackend backend)
      : backend_(std::move(backend)),
        steps_(backend_.writers, backend_.readers, backend_.retry_for) {}

  [[nodiscard]] std::string location() const override { return backend_.location; }
  // With one pool for both the reading would wait for the connection that the writer has.
  [[nodiscard]] bool reads_beside_writer() const override {
    return backend_.readers != backend_.writers;
  }
  StoreStatus status() override;
  std::vector<Difference> check_storage() override;
  ColumnReport check_columns(const ColumnCheck& check) override;

  void put_project(const Project& project) override;
  std::optional<Project> find_project(std::string_view id_or_alias) override;
  std::vector<ProjectSummary> list_projects() override;

  Session create_session(const Session& session) override;
  std::optional<Session> find_session(std::string_view id) override;
  std::vector<std::string> find_session_ids(std::string_view prefix, std::int64_t limit) override;
  SessionPage list_sessions(const SessionQuery& query) override;
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision> expected) override;
  Revision archive_session(std::string_view id, std::optional<Millis> archived,
                           std::optional<Revision> expected) override;
  std::int64_t delete_session(std::string_view id) override;

  Message append_message(std::string_view session_id, const Turn& turn) override;
  std::vector<Turn> read_messages(std::string_view session_id, std::int64_t after_seq,
                                  std::int64_t limit) override;
  std::optional<Turn> find_message(std::string_view session_id, std::string_view id) override;
  Revision update_message(std::string_view session_id, const Message& message,
                          std::optional<Revision> expected) override;
  Part append_part(std::string_view session_id, std::string_view message_id,
                   const Part& part) override;
  Revision update_part(std::string_view session_id, std::string_view message_id, const Part& part,
                       std::optional<Revision> expected) override;
  Revision grow_part(std::string_view session_id, std::string_view message_id,
                     std::string_view part_id, std::string_view text,
                     std::optional<Revision> expected) override;

  Revision put_record(std::string_view session_id, const Record& record,
                      std::optional<Revision> expected) override;
  std::vector<Record> read_records(std::string_view session_id) override;
  bool delete_record(std::string_view session_id, std::string_view kind,
                     std::string_view key) override;

  std::string identity() override;
  std::map<std::string, std::string> project_names() override;
  std::vector<SessionState> session_states(const std::optional<std::string>& project_id) override;
  std::vector<SessionState> find_session_states(std::span<const std::string> ids) override;
  std::vector<Tombstone> find_tombstones(std::span<const std::string> ids) override;
  bool remove_session(std::string_view id, const Digest& expected) override;

  Inventory inventory() override;
  void read_session(std::string_view id, SessionVisitor& visitor) override;
  std::optional<StoredSession> find_stored(std::string_view id) override;
  StoredSessions find_all_stored(std::span<const std::string> ids) override;
  std::unique_ptr<BulkWriter> bulk_writer() override;

 private:
  /// Changes the session's own row, in the column and in its data, as `change` says.
  template <typename Change>
  Revision change_session(std::string_view id, std::optional<Revision> expected,
                          const Change& change);

  SqlBackend backend_;
  StepRunner steps_;
};

/// Streams one session; inside the caller's transaction. Throws Error(not_found). Sets `begun`
/// before the visitor is first called.
void stream_session(Connection& connection, std::string_view id, SessionVisitor& visitor,
                    bool& begun);

std::unique_ptr<BulkWriter> make_bulk_writer(const StepRunner& steps);

}  // namespace sessionstore::sql
