#pragma once

#include <sessionstore/sql/migration_runner.h>

#include <string>
#include <string_view>
#include <vector>

/// What a database knows of its own schema: the table ss_migration, and for engines whose DDL is no
/// part of a transaction ss_migration_step.
namespace sessionstore::sql {

struct AppliedMigration {
  Migration migration;
  std::string checksum;
};

/// A statement of a migration that is not complete.
struct MigrationStep {
  std::int64_t version = 0;
  std::int64_t statement = 0;  ///< 0, 1, 2 ... within its migration
  bool done = false;           ///< else it was about to run, and may have
};

/// SHA-256 of the text without CR: line ends depend on the checkout.
std::string checksum_of(const EmbeddedMigration& migration);

/// Its statements. All but the last end with a `;` at the end of a line, and none has one
/// elsewhere.
std::vector<std::string> statements_of(const EmbeddedMigration& migration);

bool has_table(Connection& connection, std::string_view name);

/// Makes the table ss_migration where there is none.
void create_migration_log(Connection& connection);
/// Ordered by version; none where there is no table.
std::vector<AppliedMigration> read_applied(Connection& connection);
/// The same where the table is known to be there. Throws Error where it is not.
std::vector<AppliedMigration> read_applied_rows(Connection& connection);
void record_applied(Connection& connection, const EmbeddedMigration& migration);

/// Makes the tables that stepwise migration needs, where there are none.
void create_step_log(Connection& connection);
/// Ordered by version and statement; none where there is no table.
std::vector<MigrationStep> read_steps(Connection& connection);

}  // namespace sessionstore::sql
