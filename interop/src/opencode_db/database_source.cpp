#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_database.h>

#include <optional>
#include <utility>

#include "database_plan.h"
#include "opencode/names.h"
#include "opencode/recovery.h"
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
    std::optional<Session> session;
    if (planned.has_row) {
      const Table& table = plan_->tables.at("session");
      connection.query(table.select("WHERE id = ?"), {id}, [&](const sql::Row& row) {
        session = read_session_row(TableRow(table, row), reports);
      });
      if (!session) {
        throw Error(ErrorCode::not_found,
                    fmt::format("no session {} in {}", printable(id), location_),
                    "OpenCode may have deleted it meanwhile");
      }
    } else {
      reports.note("session " + id, "a recovered session: its row is missing");
      session = recovered_session(id, planned.directory, "session row missing");
      session->created = turns.earliest();
      session->updated = turns.latest();
    }
    session->project_id = planned.project_id;
    visitor.on_session(*std::move(session));
    turns.read();
    for (Record& record : read_session_records(connection, plan_->tables, id, reports)) {
      visitor.on_record(std::move(record));
    }
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
