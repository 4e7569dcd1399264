#include "sql/stepwise_migration.h"

#include <sessionstore/error.h>
#include <sessionstore/sql/transaction.h>

#include <algorithm>
#include <thread>

#include "sql/migration_lease.h"
#include "sql/migration_log.h"

namespace sessionstore::sql {
namespace {

constexpr std::chrono::milliseconds kPoll{50};  // how often a lease of another one is looked at

bool is_applied(Connection& connection, std::int64_t version) {
  const auto applied = read_applied(connection);
  return std::any_of(applied.begin(), applied.end(), [version](const AppliedMigration& one) {
    return one.migration.version == version;
  });
}

void run_again(Connection& connection, const std::string& statement) {
  try {
    connection.execute(statement);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists && error.code() != ErrorCode::not_found) throw;
  }
}

}  // namespace

StepwiseMigration::StepwiseMigration(Connection& connection,
                                     std::span<const EmbeddedMigration> migrations,
                                     std::chrono::milliseconds lease_patience)
    : connection_(connection), migrations_(migrations), lease_patience_(lease_patience) {}

std::vector<Migration> StepwiseMigration::run() {
  create_migration_log(connection_);
  create_step_log(connection_);
  MigrationLease::create_table(connection_);
  MigrationLease lease(connection_, lease_patience_);
  while (!lease.try_acquire()) {
    // Whoever has it may be about to complete all there is to do.
    if (is_applied(connection_, migrations_.back().version)) return {};
    std::this_thread::sleep_for(std::min(kPoll, lease_patience_));
  }
  std::vector<Migration> done;
  for (const EmbeddedMigration& migration : migrations_) {
    if (is_applied(connection_, migration.version)) continue;
    apply(migration, lease);
    done.push_back({migration.version, std::string(migration.name)});
  }
  return done;
}

void StepwiseMigration::apply(const EmbeddedMigration& migration, MigrationLease& lease) {
  std::vector<MigrationStep> known = read_steps(connection_);
  std::erase_if(known,
                [&](const MigrationStep& step) { return step.version != migration.version; });
  std::int64_t number = 0;
  for (const std::string& statement : statements_of(migration)) {
    lease.beat();
    const auto index = static_cast<std::size_t>(number);
    if (index >= known.size()) {
      connection_.execute(
          "INSERT INTO ss_migration_step (version, statement, done) VALUES (?, ?, 0)",
          {migration.version, number});
      connection_.execute(statement);
    } else if (!known[index].done) {
      run_again(connection_, statement);
    }
    connection_.execute("UPDATE ss_migration_step SET done = 1 WHERE version = ? AND statement = ?",
                        {migration.version, number});
    ++number;
  }
  Transaction transaction(connection_, Transaction::Kind::write);
  record_applied(connection_, migration);
  connection_.execute("DELETE FROM ss_migration_step WHERE version = ?", {migration.version});
  transaction.commit();
}

}  // namespace sessionstore::sql
