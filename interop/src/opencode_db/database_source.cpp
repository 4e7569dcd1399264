#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/overview.h>

#include <optional>
#include <utility>

#include "database_plan.h"
#include "session_reader.h"
#include "session_row.h"

namespace sessionstore::interop {
namespace {

class DatabaseSource final : public SessionSource, public OverviewSource {
 public:
  DatabaseSource(std::unique_ptr<sql::SnapshotReader> database, std::string location,
                 AliasLookup known_alias)
      : database_(std::move(database)),
        location_(std::move(location)),
        known_alias_(std::move(known_alias)) {}

  [[nodiscard]] std::string location() const override { return location_; }

  Inventory inventory() override {
    make_plan(PlanDepth::all);
    Inventory inventory;
    inventory.projects = plan_->projects;
    inventory.skipped = std::exchange(plan_->skipped, {});
    inventory.notes = std::exchange(plan_->notes, {});
    for (const auto& [id, session] : plan_->sessions) inventory.sessions.push_back({id, {}});
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (!plan_) make_plan(PlanDepth::sessions);
    database_->read([&](sql::Connection& connection) {
      read_one(connection, std::string(id), visitor, RowsWanted::all);
    });
  }

  Overview overview() override {
    if (!plan_) make_plan(PlanDepth::sessions);
    Overview overview;
    overview.projects = plan_->projects;
    database_->read([&](sql::Connection& connection) {
      overview.sessions.clear();
      const Table& table = plan_->tables.at("session");
      connection.query(table.select(), {}, [&](const sql::Row& raw) {
        const TableRow row(table, raw);
        const auto planned = plan_->sessions.find(row.bytes("id"));
        if (planned == plan_->sessions.end()) return;
        Session session = read_session_row(row, {});
        session.project_id = planned->second.project_id;
        overview.sessions.push_back(std::move(session));
      });
      for (const auto& [id, planned] : plan_->sessions) {
        if (planned.has_row) continue;
        SummaryVisitor visitor;
        read_one(connection, id, visitor, RowsWanted::messages);
        overview.sessions.push_back(std::move(visitor).take().session);
      }
    });
    return overview;
  }

  SessionSummary summary(std::string_view id) override {
    if (!plan_) make_plan(PlanDepth::sessions);
    SessionSummary summary;
    database_->read([&](sql::Connection& connection) {
      SummaryVisitor visitor;
      read_one(connection, std::string(id), visitor, RowsWanted::messages);
      summary = std::move(visitor).take();
      connection.query("SELECT count(*) FROM part WHERE session_id = ?", {id},
                       [&](const sql::Row& row) { summary.parts = row.integer(0); });
    });
    return summary;
  }

 private:
  void make_plan(PlanDepth depth) {
    database_->read([&](sql::Connection& connection) {
      plan_ = plan_database(connection, location_, known_alias_, depth);
    });
  }

  void read_one(sql::Connection& connection, const std::string& id, SessionVisitor& visitor,
                RowsWanted rows) {
    const auto found = plan_->sessions.find(id);
    // One that is not planned may have come since.
    DatabaseSession planned;
    planned.has_row = true;
    if (found != plan_->sessions.end()) planned = found->second;
    if (plan_->depth == PlanDepth::sessions) planned.orphans = orphans_of(connection, id);
    read_database_session(connection, plan_->tables, id, planned, location_, visitor, rows);
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
