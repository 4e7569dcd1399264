#include <sessionstore/interop/opencode_database.h>
#include <sessionstore/overview.h>

#include <optional>
#include <set>
#include <utility>

#include "database_plan.h"
#include "orphaned_parts.h"
#include "row_access.h"
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
    inventory.skipped = std::exchange(plan_->damaged, {});
    for (Skipped& skipped : std::exchange(plan_->skipped, {})) {
      inventory.skipped.push_back(std::move(skipped));
    }
    inventory.notes = std::exchange(plan_->notes, {});
    for (const auto& [id, session] : plan_->sessions) inventory.sessions.push_back({id, {}});
    return inventory;
  }

  void read_session(std::string_view id, SessionVisitor& visitor) override {
    if (!plan_) make_plan(PlanDepth::sessions);
    for (Skipped& damaged : std::exchange(plan_->damaged, {})) {
      visitor.on_skipped(std::move(damaged));
    }
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
      std::set<std::string, std::less<>> listed;
      // A row that cannot be read, or is there twice, is looked at by itself below.
      const auto& scan = plan_->tables.at("session").scan;
      const auto is_single = [&](std::string_view id) {
        return scan == nullptr || scan->rows("id", id).size() == 1;
      };
      scan_table_rows(
          connection, plan_->tables.at("session"),
          [&](const TableRow& row) {
            const auto planned = plan_->sessions.find(row.bytes("id"));
            if (planned == plan_->sessions.end() || !is_single(planned->first)) return;
            Session session = read_session_row(row, {});
            session.project_id = planned->second.project_id;
            overview.sessions.push_back(std::move(session));
            listed.insert(planned->first);
          },
          [](const Gap& /*gap*/) {});
      for (const auto& [id, planned] : plan_->sessions) {
        if (listed.contains(id)) continue;
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
      if (const auto& scan = plan_->tables.at("part").scan) {
        summary.parts = static_cast<std::int64_t>(scan->rows("session_id", id).size());
        return;
      }
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
    if (plan_->depth == PlanDepth::sessions)
      planned.orphans = orphans_of(connection, plan_->tables, id);
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
