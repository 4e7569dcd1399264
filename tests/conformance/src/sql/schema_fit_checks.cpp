#include <sessionstore/sql/migration_runner.h>

#include "sql/group.h"
#include "sql/portable_migrations.h"

namespace sessionstore::conformance {
namespace {

using sql::MigrationRunner;
using sql::SchemaFit;

SchemaFit fit(SqlPlace& place, const Migrations& list, const OpenOptions& options) {
  const auto connection = place.connect();
  return MigrationRunner(*connection, list, {}, std::chrono::milliseconds(200))
      .fit(options, "here");
}

SchemaStatus status(SqlPlace& place, const Migrations& list) {
  const auto connection = place.connect();
  return MigrationRunner(*connection, list).status();
}

OpenOptions reading() {
  OpenOptions options;
  options.only_read = true;
  return options;
}

OpenOptions not_migrating() {
  OpenOptions options;
  options.migrate = false;
  return options;
}

/// The third migration as one that programs of before may live with.
Migrations tolerant(std::int64_t reading, std::int64_t writing) {
  Migrations list = portable_migrations(3);
  static std::string sql;
  sql =
      "CREATE TABLE ss_compatibility (version BIGINT NOT NULL, reading BIGINT NOT NULL, writing "
      "BIGINT NOT NULL);\n"
      "INSERT INTO ss_compatibility (version, reading, writing) VALUES (3, " +
      std::to_string(reading) + ", " + std::to_string(writing) + ");\n";
  list[2].sql = sql;
  return list;
}

void an_empty_database_is_set_up(SqlPlace& place) {
  require_equal("version", fit(place, portable_migrations(2), not_migrating()).version, 2);
  require_equal("state", status(place, portable_migrations(2)).state, "current");
}

void what_only_reads_makes_no_store(SqlPlace& place) {
  OpenOptions options = reading();
  options.create = false;
  require_error("reading", ErrorCode::not_found,
                [&] { fit(place, portable_migrations(2), options); });
  require_equal("state", status(place, portable_migrations(2)).state, "empty");
}

void what_only_reads_changes_nothing(SqlPlace& place) {
  fit(place, portable_migrations(1), {});
  const SchemaFit old = fit(place, portable_migrations(2), reading());
  require_equal("version", old.version, 1);
  require("nothing may be written", old.read_only.has_value());
  require_equal("why", old.read_only->code(), ErrorCode::version_mismatch);
  require_equal("state", status(place, portable_migrations(2)).state, "pending");
  const SchemaFit current = fit(place, portable_migrations(1), reading());
  require("what is up to date may be written", !current.read_only);
}

void who_writes_migrates_and_tells(SqlPlace& place) {
  std::vector<Migration> told;
  OpenOptions options;
  options.on_migrated = [&](const std::vector<Migration>& ran) { told = ran; };
  fit(place, portable_migrations(1), options);
  require_equal("of a database that was empty", told.size(), 0);
  const SchemaFit now = fit(place, portable_migrations(3), options);
  require_equal("version", now.version, 3);
  require("it may be written", !now.read_only);
  require_equal("told", told.size(), 2);
  require_equal("the last of them", told.back().version, 3);
  told.clear();
  fit(place, portable_migrations(3), options);
  require_equal("told the second time", told.size(), 0);
}

void who_may_not_migrate_says_what_is_pending(SqlPlace& place) {
  fit(place, portable_migrations(1), {});
  require_error("writing", ErrorCode::version_mismatch,
                [&] { fit(place, portable_migrations(2), not_migrating()); });
  require_equal("state", status(place, portable_migrations(2)).state, "pending");
}

void a_newer_schema_says_who_may_use_it(SqlPlace& place) {
  fit(place, tolerant(1, 2), {});
  const SchemaFit second = fit(place, portable_migrations(2), {});
  require_equal("version", second.version, 3);
  require("the second version writes", !second.read_only);
  const SchemaFit first = fit(place, portable_migrations(1), reading());
  require_equal("version", first.version, 3);
  require("the first version only reads", first.read_only.has_value());
  require_error("the first version writes", ErrorCode::version_mismatch,
                [&] { fit(place, portable_migrations(1), {}); });
}

void a_newer_schema_may_refuse(SqlPlace& place) {
  fit(place, tolerant(3, 3), {});
  require_error("reading", ErrorCode::version_mismatch,
                [&] { fit(place, portable_migrations(2), reading()); });
}

void a_newer_schema_that_says_nothing_refuses(SqlPlace& place) {
  fit(place, portable_migrations(3), {});
  require_error("reading", ErrorCode::version_mismatch,
                [&] { fit(place, portable_migrations(2), reading()); });
}

void what_an_earlier_version_said_does_not_count(SqlPlace& place) {
  Migrations list = tolerant(1, 1);
  list.push_back({4, "more", "CREATE TABLE more (id BIGINT);\n"});
  fit(place, list, {});
  require_error("reading", ErrorCode::version_mismatch,
                [&] { fit(place, portable_migrations(2), reading()); });
}

void a_changed_schema_is_refused(SqlPlace& place) {
  fit(place, portable_migrations(2), {});
  place.connect()->execute("UPDATE ss_migration SET checksum = 'x' WHERE version = 1");
  require_error("reading", ErrorCode::corrupt,
                [&] { fit(place, portable_migrations(2), reading()); });
}

}  // namespace

void add_schema_fit_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("schemas of other versions", checks);
  group.with_place("an empty database is set up in any case", an_empty_database_is_set_up);
  group.with_place("what only reads makes no store", what_only_reads_makes_no_store);
  group.with_place("what only reads changes nothing", what_only_reads_changes_nothing);
  group.with_place("who writes migrates, and tells it", who_writes_migrates_and_tells);
  group.with_place("who may not migrate says what is pending",
                   who_may_not_migrate_says_what_is_pending);
  group.with_place("a newer schema says who may use it", a_newer_schema_says_who_may_use_it);
  group.with_place("a newer schema may refuse all older programs", a_newer_schema_may_refuse);
  group.with_place("a newer schema that says nothing refuses",
                   a_newer_schema_that_says_nothing_refuses);
  group.with_place("what an earlier version said does not count",
                   what_an_earlier_version_said_does_not_count);
  group.with_place("a changed schema is refused for reading too", a_changed_schema_is_refused);
}

}  // namespace sessionstore::conformance
