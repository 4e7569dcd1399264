#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_database.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "database_plan.h"
#include "opencode/names.h"
#include "opencode/recovery.h"
#include "second_generation.h"
#include "session_records.h"
#include "session_row.h"
#include "turn_reader.h"

namespace sessionstore::interop {
namespace {

class DatabaseSource final : public SessionSource {
 public:
  DatabaseSource(std::unique_ptr<sql::SnapshotReader> database, std::string location,
                 AliasLookup known_alias)
      : database_(std::move(database)),
        location_(std::move(location)),
        known_alias_(std::move(known_alias)) {}

  [[nodiscard]] std::string location() const override { return location_; }

  Inventory inventory() override {
    make_plan();
    Inventory inventory;
    inventory.projects = std::exchange(plan_->projects, {});
    inventory.skipped = std::exchange(plan_->skipped, {});
    inventory.notes = std::exchange(plan_->notes, {});
    for (const auto& [id, session] : plan_->sessions) inventory.sessions.push_back({id, {}});
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (!plan_) make_plan();
    database_->read([&](sql::Connection& connection) {
      const auto planned = plan_->sessions.find(id);
      if (planned != plan_->sessions.end()) {
        read_one(connection, planned->first, planned->second, visitor);
      } else {
        // It may have come since.
        DatabaseSession unplanned;
        unplanned.has_row = true;
        read_one(connection, std::string(id), unplanned, visitor);
      }
    });
  }

 private:
  void make_plan() {
    database_->read([&](sql::Connection& connection) {
      plan_ = plan_database(connection, location_, known_alias_);
    });
  }

  void read_one(sql::Connection& connection, const std::string& id, const DatabaseSession& planned,
                SessionVisitor& visitor) {
    const Reports reports(visitor);
    TurnReader turns(connection, plan_->tables, visitor);
    turns.list(id, planned.orphans);
    std::vector<Record> records;
    std::optional<Session> session = read_row(connection, planned.has_row, "session", id, reports);
    if (auto second = read_row(connection, planned.has_second_row, kSecondSessions, id, reports)) {
      merge_second_row(session, *std::move(second), records);
    }
    if (!session && planned.has_row) {
      throw Error(ErrorCode::not_found,
                  fmt::format("no session {} in {}", printable(id), location_),
                  "OpenCode may have deleted it meanwhile");
    }
    if (!session) {
      reports.note("session " + id, "a recovered session: its row is missing");
      session = recovered_session(id, planned.directory, "session row missing");
      session->created = turns.earliest();
      session->updated = turns.latest();
    }
    session->project_id = planned.project_id;
    visitor.on_session(*std::move(session));
    turns.read();
    std::set<std::string> second;
    if (planned.has_second_row) {
      second = read_second_messages(connection, plan_->tables, id, turns.latest(), visitor);
    }
    for (Record& record : read_session_records(connection, plan_->tables, id, reports)) {
      const bool is_message = record.kind == kSecondMessages && second.contains(record.key);
      if (!is_message) records.push_back(std::move(record));
    }
    std::ranges::sort(records, [](const Record& a, const Record& b) {
      return std::tie(a.kind, a.key) < std::tie(b.kind, b.key);
    });
    for (Record& record : records) visitor.on_record(std::move(record));
  }

  std::optional<Session> read_row(sql::Connection& connection, bool is_there,
                                  std::string_view table_name, const std::string& id,
                                  const Reports& reports) {
    std::optional<Session> session;
    if (!is_there) return session;
    const Table& table = plan_->tables.find(table_name)->second;
    connection.query(table.select("WHERE id = ?"), {id}, [&](const sql::Row& row) {
      session = read_session_row(TableRow(table, row), reports);
    });
    return session;
  }

  /// Of the rows of both generations the one changed last is the session's; the other is kept as a
  /// record.
  static void merge_second_row(std::optional<Session>& session, Session second,
                               std::vector<Record>& records) {
    if (session && session->updated > second.updated) {
      records.push_back({std::string(kSecondSessions), "", second.data});
      return;
    }
    if (session) {
      records.push_back({"session", "", session->data});
      if (second.title.empty()) second.title = session->title;
    }
    session = std::move(second);
  }

  std::unique_ptr<sql::SnapshotReader> database_;
  std::string location_;
  AliasLookup known_alias_;
  std::optional<DatabasePlan> plan_;
};

}  // namespace

std::unique_ptr<SessionSource> open_opencode_database(std::unique_ptr<sql::SnapshotReader> database,
                                                      std::string location,
                                                      AliasLookup known_alias) {
  return std::make_unique<DatabaseSource>(std::move(database), std::move(location),
                                          std::move(known_alias));
}

}  // namespace sessionstore::interop
