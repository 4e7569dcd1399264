#pragma once

#include <sessionstore/sql/migration_runner.h>

#include <span>

namespace sessionstore::sync_detail {

/// The history of the journal's tables, in SQLite's SQL.
std::span<const sql::EmbeddedMigration> journal_migrations();

}  // namespace sessionstore::sync_detail
