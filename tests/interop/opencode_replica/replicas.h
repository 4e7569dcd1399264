#pragma once

#include <sessionstore/fingerprint.h>
#include <sessionstore/interop/opencode_replica.h>
#include <sessionstore/transfer.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interop/opencode_db/databases.h"
#include "support/error_of.h"

namespace sessionstore::tests {

/// Puts the rows of one session into a writer.
class Putting final : public SessionVisitor {
 public:
  Putting(BulkWriter& to, std::optional<Digest> expected) : to_(to), expected_(expected) {}

  void on_session(Session session) override {
    hash_.add(session);
    to_.begin_session(session, expected_);
  }
  void on_message(Message message) override {
    hash_.add(message);
    to_.put_message(std::move(message));
  }
  void on_part(Part part) override {
    hash_.add(part);
    to_.put_part(std::move(part));
  }
  void on_record(Record record) override {
    hash_.add(record);
    to_.put_record(std::move(record));
  }
  Digest end() {
    const Digest fingerprint = hash_.finish();
    to_.end_session(fingerprint);
    return fingerprint;
  }

 private:
  BulkWriter& to_;
  std::optional<Digest> expected_;
  Fingerprinter hash_;
};

/// OpenCode's databases as replicas, and a directory of here that sessions are brought to.
struct Replicas {
  OpencodeDatabases databases;
  std::filesystem::path app = databases.directory() / "app";

  Replicas() { std::filesystem::create_directories(app / "src"); }

  [[nodiscard]] std::unique_ptr<interop::OpencodeReplica> open(
      const std::filesystem::path& file) const {
    interop::TargetSettings settings;
    settings.directories = {{"/nowhere/app", app.string()}};
    return interop::open_opencode_replica(file, settings, {});
  }
  /// A new database with ses_1 in it, with all that OpenCode writes into a message.
  [[nodiscard]] std::filesystem::path sample(const std::string& version,
                                             const std::string& name) const {
    const auto file = databases.directory() / name;
    std::filesystem::rename(databases.empty(version), file);
    put_sample_rows(file);
    run_sql(file, R"sql(
      UPDATE message SET data = '{"role":"user","time":{"created":11},"agent":"a","model":{}}'
        WHERE id = 'msg_2';
      UPDATE message SET data = '{"role":"assistant","time":{"created":13},"parentID":"msg_2",'
        || '"modelID":"m","providerID":"p","mode":"a","agent":"a","path":{},"cost":0.5,"tokens":{}}'
        WHERE id = 'msg_1')sql");
    return file;
  }
  [[nodiscard]] std::filesystem::path empty(const std::string& version,
                                            const std::string& name) const {
    const auto file = databases.directory() / name;
    std::filesystem::rename(databases.empty(version), file);
    return file;
  }
};

/// The fingerprint of what the replica has; nothing where it has none.
inline std::optional<Digest> found(Replica& replica, const std::string& id = "ses_1") {
  const auto stored = replica.place().find_stored(id);
  return stored ? std::optional(stored->fingerprint) : std::nullopt;
}

/// Makes the session in `to` that of `from`, as sync does; returns its fingerprint.
inline Digest put(SessionSource& from, Replica& to, const std::optional<Digest>& expected,
                  const std::string& id = "ses_1") {
  const auto kept = to.as_kept_here(from);
  const auto writer = to.place().bulk_writer();
  Putting putting(*writer, expected);
  kept->read_session(id, putting);
  const Digest fingerprint = putting.end();
  writer->commit();
  return fingerprint;
}
inline Digest put(SessionSource& from, Replica& to, const std::string& id = "ses_1") {
  return put(from, to, found(to, id), id);
}

inline std::string rows_of(const std::filesystem::path& file, const std::string& sql) {
  std::string all;
  for (const std::string& row : query_sql(file, sql)) all += row + '\n';
  return all;
}

/// Every row of every table but what SQLite keeps itself, ordered.
inline std::string everything_in(const std::filesystem::path& file,
                                 const std::string& but_session = "") {
  std::string all;
  for (const std::string& table :
       query_sql(file, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
    const bool owned = !query_sql(file, "SELECT 1 FROM pragma_table_info('" + table +
                                            "') WHERE name = 'session_id'")
                            .empty();
    const std::string column = table == "session" ? "id" : "session_id";
    const std::string condition = (owned || table == "session") && !but_session.empty()
                                      ? " WHERE " + column + " <> '" + but_session + "'"
                                      : "";
    all +=
        table + '\n' + rows_of(file, "SELECT * FROM \"" + table + '"' + condition + " ORDER BY 1");
  }
  return all;
}

inline void check_sound(const std::filesystem::path& file) {
  CHECK(query_sql(file, "PRAGMA foreign_key_check").empty());
  CHECK(query_sql(file, "PRAGMA integrity_check") == std::vector<std::string>{"ok"});
}

inline constexpr const char* kAllMessages = "SELECT * FROM message ORDER BY id";
inline constexpr const char* kAllParts =
    "SELECT id, message_id, session_id, time_created, time_updated, data FROM part ORDER BY id";
inline constexpr const char* kAllTodos =
    "SELECT session_id, content, status, priority, position, time_created, time_updated FROM todo";

}  // namespace sessionstore::tests
