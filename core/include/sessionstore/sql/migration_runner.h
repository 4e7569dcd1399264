#pragma once

#include <sessionstore/provider.h>
#include <sessionstore/sql/connection.h>

#include <functional>
#include <span>
#include <string_view>

namespace sessionstore::sql {

/// A migration as it is built into the program.
struct EmbeddedMigration {
  std::int64_t version;   ///< 1, 2, 3 ... without a gap
  std::string_view name;  ///< the same in each dialect
  std::string_view sql;
};

/// Brings a database's schema up to date: forward only, each version recorded with the SHA-256 of
/// its text (with LF line ends). One thread; many runners at once on one database are safe.
class MigrationRunner {
 public:
  /// Called with the next version under the write lock, before the first pending one is applied to
  /// a database that has some already: the place for a backup copy.
  using BeforeFirst = std::function<void(std::int64_t next_version)>;

  MigrationRunner(Connection& connection, std::span<const EmbeddedMigration> migrations,
                  BeforeFirst before_first = {});

  SchemaStatus status();
  std::string plan();
  /// Throws Error(version_mismatch) for a newer database and Error(corrupt) for the other refusals.
  std::vector<Migration> up();

 private:
  Connection& connection_;
  std::span<const EmbeddedMigration> migrations_;
  BeforeFirst before_first_;
};

}  // namespace sessionstore::sql
