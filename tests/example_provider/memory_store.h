#pragma once

#include <sessionstore/clock.h>
#include <sessionstore/store.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

#include "memory_content.h"

namespace example {

/// Session history in memory: gone with the object. Thread-safe: one mutex guards everything.
///
/// A write changes a copy of its session and puts it in place at the end, so that whatever throws
/// on the way leaves the store as it was.
class MemoryStore final : public sessionstore::SessionStore {
 public:
  using Revision = sessionstore::Revision;
  explicit MemoryStore(sessionstore::Clock clock) : clock_(std::move(clock)) {}

  [[nodiscard]] std::string location() const override { return "memory:"; }
  /// All of them are at one location: only a number tells one from another.
  std::string identity() override { return location() + std::to_string(number_); }
  sessionstore::StoreStatus status() override;
  std::vector<sessionstore::Difference> check_storage() override { return {}; }

  void put_project(const sessionstore::Project& project) override;
  std::optional<sessionstore::Project> find_project(std::string_view id_or_alias) override;
  std::vector<sessionstore::ProjectSummary> list_projects() override;

  sessionstore::Session create_session(const sessionstore::Session& session) override;
  std::optional<sessionstore::Session> find_session(std::string_view id) override;
  std::vector<std::string> find_session_ids(std::string_view prefix, std::int64_t limit) override;
  sessionstore::SessionPage list_sessions(const sessionstore::SessionQuery& query) override;
  Revision rename_session(std::string_view id, std::string_view title,
                          std::optional<Revision> expected) override;
  Revision archive_session(std::string_view id, std::optional<sessionstore::Millis> archived,
                           std::optional<Revision> expected) override;
  std::int64_t delete_session(std::string_view id) override;

  sessionstore::Message append_message(std::string_view session_id,
                                       const sessionstore::Turn& turn) override;
  std::vector<sessionstore::Turn> read_messages(std::string_view session_id, std::int64_t after_seq,
                                                std::int64_t limit) override;
  std::optional<sessionstore::Turn> find_message(std::string_view session_id,
                                                 std::string_view id) override;
  Revision update_message(std::string_view session_id, const sessionstore::Message& message,
                          std::optional<Revision> expected) override;
  sessionstore::Part append_part(std::string_view session_id, std::string_view message_id,
                                 const sessionstore::Part& part) override;
  Revision update_part(std::string_view session_id, std::string_view message_id,
                       const sessionstore::Part& part, std::optional<Revision> expected) override;
  Revision grow_part(std::string_view session_id, std::string_view message_id,
                     std::string_view part_id, std::string_view text,
                     std::optional<Revision> expected) override;

  Revision put_record(std::string_view session_id, const sessionstore::Record& record,
                      std::optional<Revision> expected) override;
  std::vector<sessionstore::Record> read_records(std::string_view session_id) override;
  bool delete_record(std::string_view session_id, std::string_view kind,
                     std::string_view key) override;

  sessionstore::Inventory inventory() override;
  void read_session(std::string_view id, sessionstore::SessionVisitor& visitor) override;
  std::optional<sessionstore::StoredSession> find_stored(std::string_view id) override;
  std::unique_ptr<sessionstore::BulkWriter> bulk_writer() override;

 private:
  /// The session as it is now; none where it is not there.
  std::optional<WholeSession> snapshot(std::string_view id);
  /// Runs `step` on a copy of the session and keeps what it made of it. Throws Error(not_found).
  template <typename Step>
  auto change(std::string_view id, const Step& step) {
    const std::lock_guard lock(mutex_);
    const auto found = content_.sessions.find(id);
    if (found == content_.sessions.end()) throw not_found("session", id);
    WholeSession copy = found->second;
    auto result = step(copy);
    found->second = std::move(copy);
    return result;
  }

  static std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
  }

  const std::uint64_t number_ = next_number();
  const sessionstore::Clock clock_;
  std::mutex mutex_;
  Content content_;  // guarded by mutex_
};

}  // namespace example
