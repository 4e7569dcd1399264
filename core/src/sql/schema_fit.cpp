// MigrationRunner::fit(): what a schema of another version may be used for.
#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/migration_runner.h>

#include <utility>

#include "sql/compatibility.h"
#include "sql/require_usable.h"

namespace sessionstore::sql {
namespace {

constexpr const char* kNewerProgram = "use a newer sessionstore";

Error pending(const SchemaStatus& now, std::string_view location) {
  const std::size_t count = now.pending.size();
  return {
      ErrorCode::version_mismatch,
      fmt::format("{} has {} pending {}", location, count, count == 1 ? "migration" : "migrations"),
      "run `sessionstore migrate up`; `sessionstore migrate plan` shows what it does"};
}

}  // namespace

void require_usable(const SchemaStatus& status) {
  if (status.state == "newer") {
    throw Error(ErrorCode::version_mismatch, status.detail, kNewerProgram);
  }
  if (status.state == "gap" || status.state == "changed") {
    throw Error(ErrorCode::corrupt, status.detail,
                "restore a backup of the database, or use the sessionstore that made it");
  }
}

/// A schema that somebody's newer program has made.
SchemaFit MigrationRunner::fit_newer(const SchemaStatus& now, const OpenOptions& options) {
  const std::int64_t known = migrations_.back().version;
  SchemaFit fit{now.applied.back().version, std::nullopt};
  const Compatibility needed = read_compatibility(connection_, fit.version);
  if (needed.writing <= known) return fit;
  if (needed.reading > known) require_usable(now);
  fit.read_only =
      Error(ErrorCode::version_mismatch, now.detail + ": it may only read it", kNewerProgram);
  if (!options.only_read) throw Error(*fit.read_only);
  return fit;
}

SchemaFit MigrationRunner::fit(const OpenOptions& options, std::string_view location) {
  const std::int64_t known = migrations_.back().version;
  if (is_current()) return {known, std::nullopt};
  const SchemaStatus now = status();
  if (now.state == "newer") return fit_newer(now, options);
  require_usable(now);
  const bool is_empty = now.applied.empty();
  if (is_empty && options.only_read && !options.create) {
    throw Error(ErrorCode::not_found, fmt::format("there is no store in {} yet", location),
                "`sessionstore import` makes one from your OpenCode history");
  }
  if (!is_empty && options.only_read && now.applied.back().version >= kOldestReadableSchema) {
    return {now.applied.back().version, pending(now, location)};
  }
  if (!is_empty && !options.migrate) throw pending(now, location);
  const std::vector<Migration> ran = up();
  if (!is_empty && !ran.empty() && options.on_migrated) options.on_migrated(ran);
  return {known, std::nullopt};
}

}  // namespace sessionstore::sql
