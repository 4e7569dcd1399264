#include "sql/migration_log.h"

#include <sessionstore/digest.h>

#include <algorithm>

namespace sessionstore::sql {
namespace {

std::string without_carriage_returns(std::string_view sql) {
  std::string text(sql);
  std::erase(text, '\r');
  return text;
}

}  // namespace

bool has_table(Connection& connection, std::string_view name) {
  bool exists = false;
  connection.query(connection.dialect().table_exists, {name}, [&](const Row&) { exists = true; });
  return exists;
}

std::string checksum_of(const EmbeddedMigration& migration) {
  return sha256(without_carriage_returns(migration.sql)).hex();
}

std::vector<std::string> statements_of(const EmbeddedMigration& migration) {
  const std::string text = without_carriage_returns(migration.sql) + '\n';
  std::vector<std::string> statements;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find(";\n", begin)) != std::string::npos; begin = end + 2) {
    statements.push_back(text.substr(begin, end - begin));
  }
  const std::string last = text.substr(begin);
  if (last.find_first_not_of(" \n") != std::string::npos) statements.push_back(last);
  return statements;
}

void create_migration_log(Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS ss_migration (version BIGINT NOT NULL PRIMARY KEY, "
      "name VARCHAR(255) NOT NULL, checksum CHAR(64) NOT NULL)");
}

std::vector<AppliedMigration> read_applied(Connection& connection) {
  if (!has_table(connection, "ss_migration")) return {};
  return read_applied_rows(connection);
}

std::vector<AppliedMigration> read_applied_rows(Connection& connection) {
  std::vector<AppliedMigration> applied;
  connection.query(
      "SELECT version, name, checksum FROM ss_migration ORDER BY version", {}, [&](const Row& row) {
        applied.push_back({{row.integer(0), std::string(row.bytes(1))}, std::string(row.bytes(2))});
      });
  return applied;
}

void record_applied(Connection& connection, const EmbeddedMigration& migration) {
  const std::string checksum = checksum_of(migration);
  connection.execute("INSERT INTO ss_migration (version, name, checksum) VALUES (?, ?, ?)",
                     {migration.version, migration.name, std::string_view(checksum)});
}

void create_step_log(Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS ss_migration_step (version BIGINT NOT NULL, "
      "statement BIGINT NOT NULL, done BIGINT NOT NULL, PRIMARY KEY (version, statement))");
}

std::vector<MigrationStep> read_steps(Connection& connection) {
  std::vector<MigrationStep> steps;
  if (!has_table(connection, "ss_migration_step")) return steps;
  connection.query(
      "SELECT version, statement, done FROM ss_migration_step ORDER BY version, statement", {},
      [&](const Row& row) {
        steps.push_back({row.integer(0), row.integer(1), row.integer(2) != 0});
      });
  return steps;
}

}  // namespace sessionstore::sql
