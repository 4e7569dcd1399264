#pragma once

#include <sessionstore/sql/migration_runner.h>

#include <vector>

namespace sessionstore::conformance {

using Migrations = std::vector<sql::EmbeddedMigration>;

/// The first `count` of three migrations in SQL that any database takes. Each of their statements
/// can tell that its work is done already, as those of a provider must.
Migrations portable_migrations(std::size_t count);

/// Throws Failure unless the work of all three is done, once.
void require_all_done(sql::Connection& connection);

}  // namespace sessionstore::conformance
