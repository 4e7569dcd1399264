#include <atomic>

#include "at_once.h"
#include "sql/group.h"
#include "sql/portable_migrations.h"

namespace sessionstore::conformance {
namespace {

using sql::MigrationRunner;

std::vector<Migration> up(SqlPlace& place, const Migrations& list,
                          const MigrationRunner::BeforeFirst& before = {}) {
  const auto connection = place.connect();
  return MigrationRunner(*connection, list, before, std::chrono::milliseconds(200)).up();
}

SchemaStatus status(SqlPlace& place, const Migrations& list) {
  const auto connection = place.connect();
  return MigrationRunner(*connection, list).status();
}

void an_empty_database_comes_up(SqlPlace& place) {
  const Migrations list = portable_migrations(3);
  require_equal("state before", status(place, list).state, "empty");
  require_equal("pending before", status(place, list).pending.size(), 3);
  const auto done = up(place, list);
  require_equal("done", done.size(), 3);
  require_equal("the last one", done[2].name, "third");
  require_all_done(*place.connect());
  require_equal("state", status(place, list).state, "current");
  require_equal("applied", status(place, list).applied.size(), 3);
  require_equal("done the second time", up(place, list).size(), 0);
}

void only_what_is_pending_runs(SqlPlace& place) {
  std::vector<std::int64_t> asked;
  const auto before = [&](std::int64_t version) { asked.push_back(version); };
  up(place, portable_migrations(1), before);
  require_equal("backups of an empty database", asked.size(), 0);
  require_equal("state", status(place, portable_migrations(3)).state, "pending");
  require_equal("done", up(place, portable_migrations(3), before).size(), 2);
  require_equal("backups", asked, std::vector<std::int64_t>{2});
  require_all_done(*place.connect());
  up(place, portable_migrations(3), before);
  require_equal("backups", asked.size(), 1);
}

void a_plan_changes_nothing(SqlPlace& place) {
  up(place, portable_migrations(1));
  const auto connection = place.connect();
  const std::string plan = MigrationRunner(*connection, portable_migrations(2)).plan();
  const auto has = [&](std::string_view text) { return plan.find(text) != std::string::npos; };
  require("it has what is pending: " + plan, has("CREATE TABLE conf_b") && has("0002 second"));
  require("it has nothing that is done: " + plan, !has("conf_a"));
  require_equal("state", status(place, portable_migrations(2)).state, "pending");
}

void require_refused(SqlPlace& place, const Migrations& list, std::string_view state,
                     ErrorCode code) {
  require_equal("state", status(place, list).state, state);
  require("it tells what was found", !status(place, list).detail.empty());
  require_error("up", code, [&] { up(place, list); });
  const auto connection = place.connect();
  require_error("plan", code, [&] { MigrationRunner(*connection, list).plan(); });
}

void what_does_not_fit_is_refused(SqlPlace& place) {
  up(place, portable_migrations(3));
  require_refused(place, portable_migrations(2), "newer", ErrorCode::version_mismatch);
  Migrations changed = portable_migrations(3);
  changed[1].sql = "CREATE TABLE conf_b (other BIGINT);\n";
  require_refused(place, changed, "changed", ErrorCode::corrupt);
  Migrations renamed = portable_migrations(3);
  renamed[0].name = "premier";
  require_refused(place, renamed, "changed", ErrorCode::corrupt);
  place.connect()->execute("DELETE FROM ss_migration WHERE version = 2");
  require_refused(place, portable_migrations(3), "gap", ErrorCode::corrupt);
}

void eight_at_once(SqlPlace& place) {
  std::atomic<std::size_t> done = 0;
  at_once(8, [&](int) {
    done += up(place, portable_migrations(3)).size();
    require_equal("state", status(place, portable_migrations(3)).state, "current");
  });
  require_equal("done by all of them", done.load(), 3);
  require_all_done(*place.connect());
}

}  // namespace

void add_migration_checks(std::vector<SqlCheck>& checks) {
  SqlGroup group("migrations", checks);
  group.with_place("an empty database comes up, and a second run does nothing",
                   an_empty_database_comes_up);
  group.with_place("only what is pending runs, after one backup", only_what_is_pending_runs);
  group.with_place("a plan changes nothing", a_plan_changes_nothing);
  group.with_place("newer, changed and missing ones are refused", what_does_not_fit_is_refused);
  group.with_place("8 runners at once on an empty database", eight_at_once);
  group.with_place("line ends do not count", [](SqlPlace& place) {
    up(place, {{1, "first", "CREATE TABLE a (x BIGINT);\r\nINSERT INTO a (x) VALUES (1);\r\n"}});
    const Migrations unix_ends = {
        {1, "first", "CREATE TABLE a (x BIGINT);\nINSERT INTO a (x) VALUES (1);\n"}};
    require_equal("state", status(place, unix_ends).state, "current");
  });
  group.with_place("a backup that fails stops them", [](SqlPlace& place) {
    up(place, portable_migrations(1));
    require_error("up", ErrorCode::unavailable, [&] {
      up(place, portable_migrations(3),
         [](std::int64_t) { throw Error(ErrorCode::unavailable, "the disk is full"); });
    });
    require_equal("state", status(place, portable_migrations(3)).state, "pending");
    require_equal("done afterwards", up(place, portable_migrations(3)).size(), 2);
  });
  group.with_place("a statement that fails is tried again by the next run", [](SqlPlace& place) {
    Migrations broken = portable_migrations(2);
    broken[1].sql =
        "CREATE TABLE conf_b (y BIGINT NOT NULL PRIMARY KEY);\n"
        "INSERT INTO nowhere (x) VALUES (1);\n";
    bool failed = false;
    try {
      up(place, broken);
    } catch (const Error&) {
      failed = true;
    }
    require("it fails", failed);
    require_equal("applied", status(place, broken).applied.size(), 1);
    place.connect()->execute("CREATE TABLE nowhere (x BIGINT)");
    require_equal("done", up(place, broken).size(), 1);
    require_equal("state", status(place, broken).state, "current");
    require_equal("rows", number_of(*place.connect(), "SELECT COUNT(*) FROM nowhere"), 1);
  });
  group.with_place("the provider's own come up 8 times at once", [](SqlPlace& place) {
    at_once(8, [&](int) { migrate(place); });
    const auto connection = place.connect();
    require_equal("state", MigrationRunner(*connection, place.migrations()).status().state,
                  "current");
    put_row(*connection, "p");
  });
}

}  // namespace sessionstore::conformance
