#include <fmt/format.h>
#include <sessionstore/conformance/faulty_connection.h>

#include "sql/group.h"
#include "sql/portable_migrations.h"

namespace sessionstore::conformance {
namespace {

using sql::MigrationRunner;

constexpr std::chrono::milliseconds kPatience{5};

// Runs `list`, loses the connection at a call, and says whether it got that far.
bool killed(SqlPlace& place, std::span<const sql::EmbeddedMigration> list, Fault fault,
            std::int64_t call) {
  const auto plan = std::make_shared<FaultPlan>();
  FaultyConnection connection(place.connect(), plan);
  plan->arm(fault, call);
  try {
    MigrationRunner(connection, list, {}, kPatience).up();
  } catch (const Error& error) {
    require_equal("what the run says", error.code(), ErrorCode::unavailable);
    return true;
  }
  return plan->fired();
}

void require_completed(SqlPlace& place, std::span<const sql::EmbeddedMigration> list,
                       std::string_view when) {
  const auto connection = place.connect();
  MigrationRunner next(*connection, list, {}, kPatience);
  const SchemaStatus found = next.status();
  require(fmt::format("{}: the state is no refusal but {}", when, found.state),
          found.state == "empty" || found.state == "pending" || found.state == "half-applied" ||
              found.state == "current");
  require_equal(fmt::format("{}: pending in state {}", when, found.state), found.pending.empty(),
                found.state == "current");
  next.up();
  require_equal(fmt::format("{}: state once completed", when), next.status().state, "current");
}

// Kills a run at every single call that it makes.
void kill_everywhere(const NewSqlPlace& new_place, Fault fault, bool own_schema) {
  const Migrations portable = portable_migrations(3);
  for (std::int64_t call = 1;; ++call) {
    const auto place = new_place();
    const std::span<const sql::EmbeddedMigration> list =
        own_schema ? place->migrations() : std::span<const sql::EmbeddedMigration>(portable);
    if (!killed(*place, list, fault, call)) {
      require("a run makes calls", call > 5);
      return;
    }
    const std::string when = fmt::format("killed at call {}", call);
    require_completed(*place, list, when);
    if (!own_schema) require_all_done(*place->connect());
  }
}

// Rolls back at every single call of a run, as a deadlock does: it completes by itself.
void roll_back_everywhere(const NewSqlPlace& new_place) {
  for (std::int64_t call = 1;; ++call) {
    const auto place = new_place();
    const auto plan = std::make_shared<FaultPlan>();
    FaultyConnection connection(place->connect(), plan);
    MigrationRunner runner(connection, place->migrations(), {}, std::chrono::seconds(5));
    plan->arm(Fault::rolled_back, call);
    runner.up();
    if (!plan->fired()) {
      require("a run makes calls", call > 5);
      return;
    }
    plan->disarm();
    require_equal(fmt::format("state after call {}", call), runner.status().state, "current");
  }
}

void half_of_one_is_told(SqlPlace& place) {
  const Migrations broken = {{1, "half",
                              "CREATE TABLE conf_a (x BIGINT);\n"
                              "INSERT INTO nowhere (x) VALUES (1);\n"}};
  const auto connection = place.connect();
  MigrationRunner runner(*connection, broken, {}, kPatience);
  bool failed = false;
  try {
    runner.up();
  } catch (const Error&) {
    failed = true;
  }
  require("the second statement fails", failed);
  // That is the contract: whole or not at all where the database can, and told where it cannot.
  const bool whole_or_not = connection->dialect().transactional_ddl;
  const SchemaStatus status = runner.status();
  require_equal("state", status.state, whole_or_not ? "empty" : "half-applied");
  require_equal("whether it tells how far it came", status.detail.empty(), whole_or_not);
  require_equal("applied", status.applied.size(), 0);
  connection->execute("CREATE TABLE nowhere (x BIGINT)");
  require_equal("lines of what was repaired", runner.repair().size(), whole_or_not ? 0 : 1);
  runner.up();
  require_equal("state", runner.status().state, "current");
  require_equal("rows", number_of(*connection, "SELECT COUNT(*) FROM nowhere"), 1);
}

}  // namespace

void add_killed_migration_checks(std::vector<SqlCheck>& checks) {
  const auto add = [&](std::string_view rule, Fault fault, bool own_schema) {
    checks.push_back({"killed migrations", rule, [=](const NewSqlPlace& new_place) {
                        kill_everywhere(new_place, fault, own_schema);
                      }});
  };
  add("before any call, the next run completes it", Fault::lost_before, false);
  add("after any call, the next run completes it", Fault::lost_after, false);
  add("the provider's own, before any call", Fault::lost_before, true);
  add("the provider's own, after any call", Fault::lost_after, true);
  checks.push_back({"killed migrations", "rolled back at any call, a run completes by itself",
                    roll_back_everywhere});
  SqlGroup group("killed migrations", checks);
  group.with_place("half of one is told and repaired", half_of_one_is_told);
}

}  // namespace sessionstore::conformance
