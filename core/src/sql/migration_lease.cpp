#include "sql/migration_lease.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/sql/transient_error.h>

#include <random>

namespace sessionstore::sql {
namespace {

constexpr std::string_view kName = "migration";

std::string random_name() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

MigrationLease::MigrationLease(Connection& connection, std::chrono::milliseconds patience)
    : connection_(connection), patience_(patience), me_(random_name()) {}

MigrationLease::~MigrationLease() {
  if (!held_) return;
  try {
    connection_.execute("DELETE FROM ss_migration_lease WHERE name = ? AND owner = ?",
                        {kName, std::string_view(me_)});
  } catch (...) {
    return;  // the next owner finds its beat standing still
  }
}

void MigrationLease::create_table(Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS ss_migration_lease (name VARCHAR(64) NOT NULL PRIMARY KEY, "
      "owner VARCHAR(64) NOT NULL, beat BIGINT NOT NULL)");
}

bool MigrationLease::try_acquire() {
  std::string owner;
  std::int64_t beat = 0;
  connection_.query("SELECT owner, beat FROM ss_migration_lease WHERE name = ?", {kName},
                    [&](const Row& row) {
                      owner = row.bytes(0);
                      beat = row.integer(1);
                    });
  const std::string now_seen = fmt::format("{} {}", owner, beat);
  try {
    if (owner.empty()) {
      connection_.execute("INSERT INTO ss_migration_lease (name, owner, beat) VALUES (?, ?, 1)",
                          {kName, std::string_view(me_)});
      held_ = true;
    } else if (now_seen != seen_) {
      seen_ = now_seen;
      seen_since_ = std::chrono::steady_clock::now();
    } else if (std::chrono::steady_clock::now() - seen_since_ >= patience_) {
      held_ = connection_.execute(
                  "UPDATE ss_migration_lease SET owner = ?, beat = beat + 1 "
                  "WHERE name = ? AND owner = ? AND beat = ?",
                  {std::string_view(me_), kName, std::string_view(owner), beat}) == 1;
    }
  } catch (const TransientError& error) {
    if (error.kind() == TransientError::Kind::connection_lost) throw;
    // Another node of a cluster was first.
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists) throw;
  }
  return held_;
}

void MigrationLease::beat() {
  const std::int64_t matched = connection_.execute(
      "UPDATE ss_migration_lease SET beat = beat + 1 WHERE name = ? AND owner = ?",
      {kName, std::string_view(me_)});
  if (matched == 1) return;
  held_ = false;
  throw Error(ErrorCode::conflict, "another program has taken over the change of the schema",
              "run the same command again");
}

}  // namespace sessionstore::sql
