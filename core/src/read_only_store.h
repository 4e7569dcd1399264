#pragma once

#include <sessionstore/overview.h>
#include <sessionstore/read_only_store.h>

#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace sessionstore {

class ReadOnlyStore final : public SessionStore {
 public:
  ReadOnlyStore(std::unique_ptr<SessionSource> source, ReadOnlySettings settings)
      : source_(std::move(source)), settings_(std::move(settings)) {}

  [[nodiscard]] std::string location() const override { return source_->location(); }
  Inventory inventory() override;
  void read_session(std::string_view id, SessionVisitor& visitor) override;

  std::optional<Project> find_project(std::string_view id_or_alias) override;
  std::optional<StoredSession> find_stored(std::string_view id) override;
  StoreStatus status() override;
  std::vector<Difference> check_storage() override { return {}; }
  std::vector<ProjectSummary> list_projects() override;
  std::optional<Session> find_session(std::string_view id) override;
  std::vector<std::string> find_session_ids(std::string_view prefix, std::int64_t limit) override;
  SessionPage list_sessions(const SessionQuery& query) override;
  std::vector<Turn> read_messages(std::string_view session_id, std::int64_t after_seq,
                                  std::int64_t limit) override;
  std::optional<Turn> find_message(std::string_view session_id, std::string_view id) override;
  std::vector<Record> read_records(std::string_view session_id) override;

  // All of these throw.
  void put_project(const Project& project) override;
  std::unique_ptr<BulkWriter> bulk_writer() override;
  Session create_session(const Session& session) override;
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision> expected) override;
  Revision archive_session(std::string_view id, std::optional<Millis> archived,
                           std::optional<Revision> expected) override;
  std::int64_t delete_session(std::string_view id) override;
  Message append_message(std::string_view session_id, const Turn& turn) override;
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
  bool delete_record(std::string_view session_id, std::string_view kind,
                     std::string_view key) override;

 private:
  /// Ordered as list_sessions() lists them.
  const Overview& overview();
  /// Without sums where the session cannot be read any more.
  SessionSummary summary(const Session& session);
  [[nodiscard]] Session attributed(Session session) const;
  [[noreturn]] void refuse() const;

  std::mutex mutex_;  // guards all below
  std::unique_ptr<SessionSource> source_;
  ReadOnlySettings settings_;
  std::optional<Overview> overview_;
  std::set<std::string, std::less<>> roots_;  // of overview_
};

}  // namespace sessionstore
