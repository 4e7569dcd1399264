#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/migration_runner.h>
#include <sessionstore/sql/retry.h>
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sql/transient_error.h>

#include <algorithm>
#include <string>
#include <utility>

#include "sql/migration_log.h"
#include "sql/require_usable.h"
#include "sql/stepwise_migration.h"

namespace sessionstore::sql {
namespace {

// The statements of a migration that have run, though it is not complete.
std::size_t steps_done(const std::vector<MigrationStep>& steps, std::int64_t version) {
  return static_cast<std::size_t>(std::count_if(
      steps.begin(), steps.end(),
      [version](const MigrationStep& step) { return step.version == version && step.done; }));
}

SchemaStatus judge(const std::vector<AppliedMigration>& applied,
                   const std::vector<MigrationStep>& steps,
                   std::span<const EmbeddedMigration> migrations) {
  SchemaStatus status;
  const auto refuse = [&status](std::string_view state, std::string detail) {
    if (!status.detail.empty()) return;
    status.state = state;
    status.detail = std::move(detail);
  };
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const auto& [migration, sum] = applied[i];
    status.applied.push_back(migration);
    if (i >= migrations.size()) {
      refuse("newer", fmt::format("the database has schema version {}, this program knows {}",
                                  applied.back().migration.version, migrations.size()));
    } else if (migration.version != migrations[i].version) {
      refuse("gap", fmt::format("migration {} is missing from the database's record though {} is "
                                "there",
                                migrations[i].version, migration.version));
    } else if (migration.name != migrations[i].name || sum != checksum_of(migrations[i])) {
      refuse("changed", fmt::format("migration {} ({}) is not the one that this program has",
                                    migration.version, migration.name));
    }
  }
  for (std::size_t i = applied.size(); i < migrations.size(); ++i) {
    status.pending.push_back({migrations[i].version, std::string(migrations[i].name)});
  }
  if (!status.state.empty()) return status;
  status.state = status.pending.empty() ? "current" : applied.empty() ? "empty" : "pending";
  if (!status.pending.empty() && !steps.empty()) {
    const EmbeddedMigration& begun = migrations[applied.size()];
    status.state = "half-applied";
    status.detail = fmt::format(
        "of migration {} ({}) {} of {} statements have run; the next run goes on there",
        begun.version, begun.name, steps_done(steps, begun.version), statements_of(begun).size());
  }
  return status;
}

}  // namespace

MigrationRunner::MigrationRunner(Connection& connection,
                                 std::span<const EmbeddedMigration> migrations,
                                 BeforeFirst before_first, std::chrono::milliseconds lease_patience)
    : connection_(connection),
      migrations_(migrations),
      before_first_(std::move(before_first)),
      lease_patience_(lease_patience) {}

bool MigrationRunner::is_current() {
  try {
    return judge(read_applied_rows(connection_), {}, migrations_).state == "current";
  } catch (const TransientError&) {
    throw;
  } catch (const Error&) {
    return false;  // there is no such table, or none that is readable: status() tells
  }
}

SchemaStatus MigrationRunner::status() {
  return judge(read_applied(connection_), read_steps(connection_), migrations_);
}

std::string MigrationRunner::plan() {
  const SchemaStatus now = status();
  require_usable(now);
  const std::vector<MigrationStep> steps = read_steps(connection_);
  std::string plan;
  for (const Migration& pending : now.pending) {
    const EmbeddedMigration& migration = migrations_[static_cast<std::size_t>(pending.version - 1)];
    plan += fmt::format("-- {:04} {}\n", migration.version, migration.name);
    const std::vector<std::string> statements = statements_of(migration);
    for (std::size_t i = steps_done(steps, migration.version); i < statements.size(); ++i) {
      plan += statements[i] + ";\n";
    }
    plan += '\n';
  }
  return plan;
}

std::vector<Migration> MigrationRunner::up() {
  for (Retry retry(lease_patience_);;) {
    try {
      return up_once();
    } catch (const TransientError& error) {
      // Deadlocks, and what another node of a cluster was faster to do.
      if (error.kind() != TransientError::Kind::rolled_back) throw;
      retry.wait_or_rethrow();
    }
  }
}

std::vector<Migration> MigrationRunner::up_once() {
  if (is_current()) return {};
  const SchemaStatus before = status();
  require_usable(before);
  if (before.pending.empty()) return {};
  try {
    if (connection_.dialect().transactional_ddl) return up_in_transactions(before);
    if (!before.applied.empty() && before_first_) before_first_(before.pending.front().version);
    return StepwiseMigration(connection_, migrations_, lease_patience_).run();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::permission_denied) throw;
    const Migration& first = before.pending.front();
    throw Error(error.code(),
                fmt::format("{} ({} pending migrations, the first is {:04} {})", error.what(),
                            before.pending.size(), first.version, first.name),
                "run `sessionstore migrate up` as a user who may change the schema; "
                "`sessionstore migrate plan` shows what it does",
                error.native_code());
  }
}

std::vector<Migration> MigrationRunner::up_in_transactions(const SchemaStatus& before) {
  std::vector<Migration> done;
  for (const Migration& pending : before.pending) {
    Transaction transaction(connection_, Transaction::Kind::write);
    // Somebody else may have run it while we waited for the lock.
    const SchemaStatus now = status();
    require_usable(now);
    if (now.pending.empty() || now.pending.front().version != pending.version) continue;
    if (done.empty() && !now.applied.empty() && before_first_) before_first_(pending.version);
    const EmbeddedMigration& migration = migrations_[static_cast<std::size_t>(pending.version - 1)];
    create_migration_log(connection_);
    for (const std::string& statement : statements_of(migration)) connection_.execute(statement);
    record_applied(connection_, migration);
    transaction.commit();
    done.push_back(pending);
  }
  return done;
}

std::vector<std::string> MigrationRunner::repair() {
  const SchemaStatus before = status();
  if (before.state != "half-applied") return {};
  up();
  const Migration& begun = before.pending.front();
  return {fmt::format("completed migration {:04} {}, which a run that died had left half applied",
                      begun.version, begun.name)};
}

}  // namespace sessionstore::sql
