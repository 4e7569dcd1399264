#pragma once

#include <sessionstore/sql/migration_runner.h>

#include <chrono>
#include <vector>

namespace sessionstore::sql {

/// Applies migrations where DDL is no part of a transaction: each statement is noted before it runs
/// and once it has run, so that a run that died is completed by the next one.
///
/// The one statement that was noted and not completed may have happened. It is run again, and an
/// answer that its work is there already (or that what it removes is gone) counts as done.
class StepwiseMigration {
 public:
  StepwiseMigration(Connection& connection, std::span<const EmbeddedMigration> migrations,
                    std::chrono::milliseconds lease_patience);

  /// Runs what is pending, once it is this program's turn. Returns what it completed.
  std::vector<Migration> run();

 private:
  void apply(const EmbeddedMigration& migration, class MigrationLease& lease);

  Connection& connection_;
  std::span<const EmbeddedMigration> migrations_;
  std::chrono::milliseconds lease_patience_;
};

}  // namespace sessionstore::sql
