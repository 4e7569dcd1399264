#include <fmt/format.h>
#include <sessionstore/sql/schema_fit.h>

#include <utility>

#include "sql/compatibility.h"

namespace sessionstore::sql {
namespace {

constexpr const char* kNewerProgram = "use a newer sessionstore";

/// A schema that somebody's newer program has made.
SchemaFit fit_newer(Connection& connection, const SchemaStatus& now, std::int64_t known,
                    const OpenOptions& options) {
  const Compatibility needed = read_compatibility(connection);
  SchemaFit fit{now.applied.back().version, std::nullopt};
  if (needed.writing <= known) return fit;
  if (needed.reading > known) {
    throw Error(ErrorCode::version_mismatch, now.detail, kNewerProgram);
  }
  fit.read_only =
      Error(ErrorCode::version_mismatch, now.detail + ": it may only read it", kNewerProgram);
  if (!options.only_read) throw Error(*fit.read_only);
  return fit;
}

Error pending(const SchemaStatus& now, std::string_view location) {
  const std::size_t count = now.pending.size();
  return {
      ErrorCode::version_mismatch,
      fmt::format("{} has {} pending {}", location, count, count == 1 ? "migration" : "migrations"),
      "run `sessionstore migrate up`; `sessionstore migrate plan` shows what it does"};
}

}  // namespace

SchemaFit fit_schema(Connection& connection, std::span<const EmbeddedMigration> migrations,
                     MigrationRunner& runner, const OpenOptions& options,
                     std::string_view location) {
  const std::int64_t known = migrations.back().version;
  if (runner.is_current()) return {known, std::nullopt};
  const SchemaStatus now = runner.status();
  if (now.state == "newer") return fit_newer(connection, now, known, options);
  require_usable(now);
  const std::int64_t version = now.applied.empty() ? 0 : now.applied.back().version;
  if (version == 0 && options.only_read && !options.create) {
    throw Error(ErrorCode::not_found, fmt::format("there is no store in {} yet", location),
                "`sessionstore import` makes one from your OpenCode history");
  }
  if (version != 0 && options.only_read && version >= kOldestReadableSchema) {
    return {version, pending(now, location)};
  }
  if (version != 0 && !options.migrate) throw pending(now, location);
  const std::vector<Migration> ran = runner.up();
  if (version != 0 && !ran.empty() && options.on_migrated) options.on_migrated(ran);
  return {known, std::nullopt};
}

}  // namespace sessionstore::sql
