#pragma once

#include <sessionstore/provider.h>
#include <sessionstore/sql/migration_runner.h>

#include <optional>
#include <string_view>

namespace sessionstore::sql {

/// The oldest schema that everything which only reads works with.
inline constexpr std::int64_t kOldestReadableSchema = 1;

/// What a store may be used for with the schema that it has.
struct SchemaFit {
  std::int64_t version = 0;
  std::optional<Error> read_only;  ///< why nothing may be written; none: it may
};

/// Brings a store's schema up to date where `options` want that, and finds out how the store may be
/// used. An empty database is set up, unless it may only be read and no store be made there: that
/// is Error(not_found). A schema that is newer than the program is used as far as it says itself
/// that older programs may (the table ss_compatibility, see docs/schema.md). Throws
/// Error(version_mismatch) where that is not at all, and what MigrationRunner::up() throws.
/// `location` is for errors.
SchemaFit fit_schema(Connection& connection, std::span<const EmbeddedMigration> migrations,
                     MigrationRunner& runner, const OpenOptions& options,
                     std::string_view location);

}  // namespace sessionstore::sql
