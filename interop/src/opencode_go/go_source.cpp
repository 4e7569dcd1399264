#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/interop/opencode_go.h>

#include <optional>
#include <utility>

#include "go_messages.h"
#include "go_plan.h"
#include "go_records.h"
#include "go_rows.h"
#include "opencode_db/twins.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/recovery.h"

namespace sessionstore::interop {
namespace {

class GoSource final : public SessionSource {
 public:
  GoSource(std::unique_ptr<sql::SnapshotReader> database, std::string location,
           std::filesystem::path directory, AliasLookup known_alias)
      : database_(std::move(database)),
        location_(std::move(location)),
        directory_(std::move(directory)),
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
    const auto planned = plan_->sessions.find(id);
    if (planned == plan_->sessions.end()) {
      throw Error(ErrorCode::not_found,
                  fmt::format("no session {} in {}", printable(id), location_));
    }
    database_->read([&](sql::Connection& connection) {
      read_one(connection, planned->first, planned->second, visitor);
    });
  }

 private:
  void make_plan() {
    database_->read([&](sql::Connection& connection) {
      plan_ = plan_go_database(connection, location_, directory_, known_alias_);
    });
  }

  void read_one(sql::Connection& connection, const std::string& id, const GoSession& planned,
                SessionVisitor& visitor) const {
    const Reports reports(visitor);
    GoMessages messages(connection, plan_->tables, visitor);
    messages.list(id);
    std::optional<Session> session;
    if (planned.has_row) {
      const Table& table = plan_->tables.at("sessions");
      const auto take = [&](const TableRow& row) { session = read_go_session(row, reports); };
      if (table.scan != nullptr) {
        const TableScan::RowNumbers& rows = table.scan->rows("id", id);
        if (!rows.empty()) take_one_of(connection, table, rows, "session " + id, reports, take);
      } else {
        connection.query(plan_->tables.select(table, "WHERE id = ?"), {id},
                         [&](const sql::Row& row) { take(TableRow(table, row)); });
      }
      if (!session) {
        throw Error(ErrorCode::not_found,
                    fmt::format("session {} is no longer there", printable(id)),
                    "OpenCode may have deleted it meanwhile: run the command again");
      }
    } else {
      reports.note("session " + id, "a recovered session: its row is missing");
      session = recovered_session(id, "", "session row missing");
      session->created = messages.earliest();
      session->updated = messages.latest();
    }
    session->project_id = planned.project_id;
    session->directory = fit_field(planned.directory);
    visitor.on_session(*std::move(session));
    messages.read();
    read_go_records(connection, plan_->tables, id, visitor);
  }

  std::unique_ptr<sql::SnapshotReader> database_;
  std::string location_;
  std::filesystem::path directory_;
  AliasLookup known_alias_;
  std::optional<GoPlan> plan_;
};

}  // namespace

std::unique_ptr<SessionSource> open_opencode_go_database(
    std::unique_ptr<sql::SnapshotReader> database, std::string location,
    std::filesystem::path directory, AliasLookup known_alias) {
  return std::make_unique<GoSource>(std::move(database), std::move(location), std::move(directory),
                                    std::move(known_alias));
}

}  // namespace sessionstore::interop
