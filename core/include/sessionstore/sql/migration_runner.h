#pragma once

#include <sessionstore/provider.h>
#include <sessionstore/sql/connection.h>

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace sessionstore::sql {

/// A migration as it is built into the program.
struct EmbeddedMigration {
  std::int64_t version;   ///< 1, 2, 3 ... without a gap
  std::string_view name;  ///< the same in each dialect
  std::string_view sql;   ///< statements, each ended by a `;` at the end of a line
};

/// The oldest schema that everything which only reads works with.
inline constexpr std::int64_t kOldestReadableSchema = 1;

/// What a store may be used for with the schema that it has.
struct SchemaFit {
  std::int64_t version = 0;
  std::optional<Error> read_only;  ///< why nothing may be written; none: it may
};

/// Brings a database's schema up to date: forward only, each version recorded with the SHA-256 of
/// its text (with LF line ends). One thread; many runners at once on one database are safe.
///
/// Where DDL is part of a transaction, a migration happens whole or not at all. Elsewhere each of
/// its statements is noted before and after it runs, one runner at a time holds a lease, and a run
/// that died is completed by the next one, once the lease has stood still for `lease_patience`.
class MigrationRunner {
 public:
  /// Called with the next version under the write lock, before the first pending one is applied to
  /// a database that has some already: the place for a backup copy.
  using BeforeFirst = std::function<void(std::int64_t next_version)>;

  MigrationRunner(Connection& connection, std::span<const EmbeddedMigration> migrations,
                  BeforeFirst before_first = {},
                  std::chrono::milliseconds lease_patience = std::chrono::seconds(10));

  /// Whether every migration has been applied as it is here, and none besides: one query.
  bool is_current();
  SchemaStatus status();
  /// The statements that up() would run.
  std::string plan();
  /// Throws Error(version_mismatch) for a newer database, Error(corrupt) for the other refusals,
  /// and Error(permission_denied) that names what is pending.
  std::vector<Migration> up();
  /// Brings a store's schema up to date where `options` want that, and finds out how the store may
  /// be used. An empty database is set up, unless it may only be read and no store be made there:
  /// that is Error(not_found). A schema that is newer than the program is used as far as it says
  /// itself that older programs may (the table ss_compatibility, see docs/schema.md). Throws
  /// Error(version_mismatch) where that is not at all, and what up() throws. `location` is for
  /// errors.
  SchemaFit fit(const OpenOptions& options, std::string_view location);
  /// Completes what a run that died left half applied. Returns what was done, a line each.
  std::vector<std::string> repair();

 private:
  std::vector<Migration> up_once();
  std::vector<Migration> up_in_transactions(const SchemaStatus& before);
  SchemaFit fit_newer(const SchemaStatus& now, const OpenOptions& options);

  Connection& connection_;
  std::span<const EmbeddedMigration> migrations_;
  BeforeFirst before_first_;
  std::chrono::milliseconds lease_patience_;
};

}  // namespace sessionstore::sql
