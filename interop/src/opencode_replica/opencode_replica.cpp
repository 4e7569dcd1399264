#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_replica.h>
#include <sessionstore/sql/transaction.h>
#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "delete_session.h"
#include "opencode_db/second_generation.h"
#include "opencode_db/session_row.h"
#include "opencode_shapes/ids.h"
#include "opencode_target/database_file.h"
#include "opencode_target/session_values.h"
#include "replica_place.h"
#include "session_stamps.h"

namespace sessionstore::interop {
namespace {

namespace fs = std::filesystem;
using sql::Transaction;

/// What tells a file from another one that has taken its place.
using FileNumber = std::pair<dev_t, ino_t>;

FileNumber number_of(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? FileNumber(status.st_dev, status.st_ino)
                                            : FileNumber();
}

class DatabaseReplica final : public OpencodeReplica {
 public:
  DatabaseReplica(const fs::path& database, TargetSettings settings, AliasLookup known_alias)
      : number_(number_of(database)),
        stop_(settings.stop),
        place_(database, std::move(settings), std::move(known_alias)) {}

  [[nodiscard]] std::string location() const override { return place_.location(); }

  std::string identity() override {
    std::error_code error;
    const fs::path real = fs::canonical(place_.file(), error);
    const std::string made = time_made();
    return fmt::format("opencode:{}{}{}", (error ? place_.file() : real).string(),
                       made.empty() ? "" : "#", made);
  }

  ReplicaSessions sessions(const std::optional<std::string>& project_id) override {
    require_not_replaced();
    const Transaction transaction(place_.connection(), Transaction::Kind::read);
    const DatabasePlan& plan = place_.renew_plan();
    const auto stamps = SessionStamps(place_.connection(), plan.tables, stop_).all();
    const auto heads = read_heads(plan.tables);
    ReplicaSessions sessions;
    for (const auto& [id, planned] : plan.sessions) {
      if (!planned.has_row && !planned.has_second_row) continue;
      if (project_id && planned.project_id != *project_id) continue;
      const Head& head = heads.at(id);
      sessions.emplace_hint(
          sessions.end(), id,
          ReplicaSession{planned.project_id, head.parent_id, "", head.title, stamps.at(id)});
    }
    return sessions;
  }

  SessionPlace& place() override { return place_; }

  std::unique_ptr<SessionSource> as_kept_here(SessionSource& from) override {
    return place_.adapt(from);
  }

  Session as_read_back(Session session) override {
    const std::unique_ptr<SessionHere> here = place_.look(session.id);
    RowValues values = session_values(place_.tables().at("session"), session, {});
    if (here->exists()) {
      here->row().as_row([&](const TableRow& row) { values.complete_from(row); });
    }
    values.as_row([&](const TableRow& row) {
      const Session kept = read_session_row(row, {});
      session.data = kept.data;
      session.created = kept.created;
      session.updated = kept.updated;
      session.archived = kept.archived;
    });
    return session;
  }

  std::string stamp_of_written(std::string_view id, const Digest& fingerprint) override {
    const SessionReplacer::Written* const written = place_.last_written(id);
    return written != nullptr && written->fingerprint == fingerprint ? written->stamp : "";
  }

  bool remove_session(std::string_view session_id, const Digest& expected) override {
    const std::string id(session_id);
    const std::unique_ptr<SessionHere> before = place_.look(id);
    require_first_generation(*before, id);
    if (!before->exists()) return false;
    require_expected(*before, id, expected);
    place_.back_up_once();
    Transaction transaction(place_.connection(), Transaction::Kind::write);
    const SessionHere here(place_.connection(), place_.tables(), id, location());
    require_expected(here, id, expected);
    delete_session(place_.connection(), place_.tables(), id);
    transaction.commit();
    place_.forget(id);
    return true;
  }

  std::uint64_t data_version() override {
    std::uint64_t version = 0;
    place_.connection().query("PRAGMA data_version", {}, [&](const sql::Row& row) {
      version = static_cast<std::uint64_t>(row.integer(0));
    });
    return version;
  }

 private:
  /// What is open would still be the old file, which nobody reads any more: what came into it would
  /// look as if it were deleted in the new one.
  void require_not_replaced() const {
    if (number_of(place_.file()) == number_) return;
    throw Error(ErrorCode::unavailable,
                fmt::format("{} was replaced by another file", place_.file().string()),
                "run the same command again");
  }

  struct Head {
    std::optional<std::string> parent_id;
    std::string title;
  };

  /// Of all sessions that have a row.
  std::map<std::string, Head, std::less<>> read_heads(const Tables& tables) {
    std::map<std::string, Head, std::less<>> heads;
    const auto column = [](const Table& table, const char* name) {
      return table.has(name) ? name : "NULL";
    };
    const auto read = [&](const Table& table) {
      place_.connection().query(fmt::format("SELECT id, {}, {} FROM {}", column(table, "parent_id"),
                                            column(table, "title"), table.name),
                                {}, [&](const sql::Row& row) {
                                  Head& head = heads[std::string(row.bytes(0))];
                                  head.title = row.bytes(2);
                                  if (is_usable_id(row.bytes(1))) head.parent_id = row.bytes(1);
                                });
    };
    read(tables.at("session"));
    if (has_second_generation(tables)) read(tables.at(std::string(kSecondSessions)));
    return heads;
  }

  /// Of the oldest note that OpenCode keeps of its tables, which upgrades leave as it is.
  std::string time_made() {
    std::string time;
    const auto read = [&](const char* sql) {
      place_.connection().query(sql, {}, [&](const sql::Row& row) { time = row.bytes(0); });
    };
    const Tables tables = read_tables(place_.connection());
    if (const Table* const table = find_table(tables, "__drizzle_migrations")) {
      if (table->has("applied_at")) {
        read("SELECT applied_at FROM __drizzle_migrations ORDER BY rowid LIMIT 1");
      }
    } else if (const Table* const newer = find_table(tables, "migration")) {
      if (newer->has("time_completed")) read("SELECT min(time_completed) FROM migration");
    }
    return time;
  }

  FileNumber number_;  // of before it was opened
  StopFlag stop_;
  ReplicaPlace place_;
};

}  // namespace

std::unique_ptr<OpencodeReplica> open_opencode_replica(const fs::path& place,
                                                       TargetSettings settings,
                                                       AliasLookup known_alias) {
  const std::filesystem::path database = database_file_of(place, settings.database);
  return std::make_unique<DatabaseReplica>(database, std::move(settings), std::move(known_alias));
}

}  // namespace sessionstore::interop
