#include <fmt/format.h>
#include <sessionstore/digest.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/migration_runner.h>
#include <sessionstore/sql/transaction.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sessionstore::sql {
namespace {

constexpr std::string_view kTable = "ss_migration";

// Line ends depend on the checkout, so they are no part of what is compared.
std::string checksum(std::string_view sql) {
  std::string text(sql);
  std::erase(text, '\r');
  return sha256(text).hex();
}

struct Applied {
  Migration migration;
  std::string checksum;
};

std::vector<Applied> read_applied(Connection& connection) {
  bool exists = false;
  connection.query(connection.dialect().table_exists, {kTable}, [&](const Row&) { exists = true; });
  std::vector<Applied> applied;
  if (!exists) return applied;
  connection.query(
      "SELECT version, name, checksum FROM ss_migration ORDER BY version", {}, [&](const Row& row) {
        applied.push_back({{row.integer(0), std::string(row.bytes(1))}, std::string(row.bytes(2))});
      });
  return applied;
}

SchemaStatus judge(const std::vector<Applied>& applied,
                   std::span<const EmbeddedMigration> migrations) {
  SchemaStatus status;
  const auto refuse = [&status](std::string_view state, std::string detail) {
    if (!status.detail.empty()) return;
    status.state = state;
    status.detail = std::move(detail);
  };
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const auto& [migration, sum] = applied[i];
    status.applied.push_back(migration);
    if (i >= migrations.size()) {
      refuse("newer", fmt::format("the database has schema version {}, this program knows {}",
                                  applied.back().migration.version, migrations.size()));
    } else if (migration.version != migrations[i].version) {
      refuse("gap", fmt::format("migration {} is missing from the database's record though {} is "
                                "there",
                                migrations[i].version, migration.version));
    } else if (migration.name != migrations[i].name || sum != checksum(migrations[i].sql)) {
      refuse("changed", fmt::format("migration {} ({}) is not the one that this program has",
                                    migration.version, migration.name));
    }
  }
  for (std::size_t i = applied.size(); i < migrations.size(); ++i) {
    status.pending.push_back({migrations[i].version, std::string(migrations[i].name)});
  }
  if (status.state.empty()) {
    status.state = status.pending.empty() ? "current" : applied.empty() ? "empty" : "pending";
  }
  return status;
}

void require_usable(const SchemaStatus& status) {
  if (status.state == "newer") {
    throw Error(ErrorCode::version_mismatch, status.detail, "use a newer sessionstore");
  }
  if (!status.detail.empty()) {
    throw Error(ErrorCode::corrupt, status.detail,
                "restore a backup of the database, or use the sessionstore that made it");
  }
}

}  // namespace

MigrationRunner::MigrationRunner(Connection& connection,
                                 std::span<const EmbeddedMigration> migrations,
                                 BeforeFirst before_first)
    : connection_(connection), migrations_(migrations), before_first_(std::move(before_first)) {}

SchemaStatus MigrationRunner::status() { return judge(read_applied(connection_), migrations_); }

std::string MigrationRunner::plan() {
  const SchemaStatus now = status();
  require_usable(now);
  std::string statements;
  for (const Migration& pending : now.pending) {
    const EmbeddedMigration& migration = migrations_[static_cast<std::size_t>(pending.version - 1)];
    statements +=
        fmt::format("-- {:04} {}\n{}\n", migration.version, migration.name, migration.sql);
  }
  return statements;
}

std::vector<Migration> MigrationRunner::up() {
  const SchemaStatus before = status();
  require_usable(before);
  std::vector<Migration> done;
  if (before.pending.empty()) return done;
  for (const Migration& pending : before.pending) {
    Transaction transaction(connection_, Transaction::Kind::write);
    // Somebody else may have run it while we waited for the lock.
    const SchemaStatus now = status();
    require_usable(now);
    if (now.pending.empty() || now.pending.front().version != pending.version) continue;
    if (done.empty() && !now.applied.empty() && before_first_) before_first_(pending.version);
    const EmbeddedMigration& migration = migrations_[static_cast<std::size_t>(pending.version - 1)];
    connection_.execute_script(
        "CREATE TABLE IF NOT EXISTS ss_migration (version BIGINT NOT NULL PRIMARY KEY, "
        "name VARCHAR(255) NOT NULL, checksum CHAR(64) NOT NULL)");
    connection_.execute_script(migration.sql);
    connection_.execute("INSERT INTO ss_migration (version, name, checksum) VALUES (?, ?, ?)",
                        {migration.version, migration.name, checksum(migration.sql)});
    transaction.commit();
    done.push_back(pending);
  }
  return done;
}

}  // namespace sessionstore::sql
