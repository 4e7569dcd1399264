// What SyncJournal remembers of conflicts.
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sync_journal.h>

#include "sql/rows.h"

namespace sessionstore {
namespace {

using sql::Row;
using sql::Transaction;

SyncConflict conflict_from(const Row& row) {
  SyncConflict conflict;
  conflict.number = row.integer(0);
  conflict.session = row.bytes(1);
  conflict.fork = row.bytes(2);
  conflict.reason = row.bytes(3);
  conflict.field = row.bytes(4);
  conflict.local_value = row.bytes(5);
  conflict.remote_value = row.bytes(6);
  conflict.found = row.integer(7);
  if (!row.is_null(8)) conflict.resolved = row.integer(8);
  conflict.resolution = row.bytes(9);
  return conflict;
}

}  // namespace

std::int64_t SyncJournal::add_conflict(const SyncPair& pair, const SyncConflict& conflict) {
  Transaction transaction(*connection_, Transaction::Kind::write);
  const std::int64_t pair_is = make_pair_number(pair);
  std::int64_t number = 0;
  connection_->query(
      "SELECT number FROM sync_conflict WHERE pair = ? AND session_id = ? AND fork_id = ? "
      "AND field = ? AND local_value = ? AND resolved IS NULL",
      {pair_is, std::string_view(conflict.session), std::string_view(conflict.fork),
       std::string_view(conflict.field), std::string_view(conflict.local_value)},
      [&](const Row& row) { number = row.integer(0); });
  if (number != 0) return number;
  connection_->execute(
      "INSERT INTO sync_conflict (pair, session_id, fork_id, reason, field, local_value, "
      "remote_value, found, resolved, resolution) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, '')",
      {pair_is, std::string_view(conflict.session), std::string_view(conflict.fork),
       std::string_view(conflict.reason), std::string_view(conflict.field),
       std::string_view(conflict.local_value), std::string_view(conflict.remote_value),
       conflict.found});
  connection_->query("SELECT max(number) FROM sync_conflict", {},
                     [&](const Row& row) { number = row.integer(0); });
  transaction.commit();
  return number;
}

std::vector<SyncConflict> SyncJournal::conflicts(const SyncPair& pair, bool resolved_too) {
  std::vector<SyncConflict> found;
  connection_->query(
      "SELECT number, session_id, fork_id, reason, field, local_value, remote_value, found, "
      "resolved, resolution FROM sync_conflict WHERE pair = ? ORDER BY number DESC",
      {pair_number(pair)}, [&](const Row& row) {
        SyncConflict conflict = conflict_from(row);
        if (resolved_too || !conflict.resolved) found.push_back(std::move(conflict));
      });
  return found;
}

void SyncJournal::resolve(std::int64_t number, std::string_view resolution,
                          std::optional<Millis> when) {
  connection_->execute("UPDATE sync_conflict SET resolved = ?, resolution = ? WHERE number = ?",
                       {sql::nullable(when), resolution, number});
}

}  // namespace sessionstore
