#include <sessionstore/sql/migration_runner.h>
#include <sessionstore/sql/transaction.h>
#include <sessionstore/sync_journal.h>

#include "sql/rows.h"
#include "sync/journal_schema.h"
#include "sync/synced_rows.h"

namespace sessionstore {
namespace {

using sql::Blob;
using sql::Connection;
using sql::Row;
using sql::Transaction;
using sql::Value;

struct RowCounts {
  std::int64_t messages = 0;
  std::int64_t parts = 0;
  std::int64_t records = 0;
};

RowCounts counts_of(const SyncedCopy& copy) {
  RowCounts counts;
  for (const auto& row : copy.rows) {
    if (row.first.front() == 'm') ++counts.messages;
    if (row.first.front() == 'p') ++counts.parts;
    if (row.first.front() == 'r') ++counts.records;
  }
  return counts;
}

void delete_session_rows(Connection& connection, std::int64_t pair, std::string_view session) {
  connection.execute("DELETE FROM sync_rows WHERE pair = ? AND session_id = ?", {pair, session});
  connection.execute("DELETE FROM sync_session WHERE pair = ? AND session_id = ?", {pair, session});
}

void delete_announced(Connection& connection, std::int64_t pair, std::string_view session) {
  connection.execute("DELETE FROM sync_announced WHERE pair = ? AND session_id = ?",
                     {pair, session});
}

void insert_session_rows(Connection& connection, std::int64_t pair, const SyncedSession& session) {
  const std::string& id = session.local.session.id;
  const RowCounts counts = counts_of(session.local);
  connection.execute(
      "INSERT INTO sync_session (pair, session_id, project_id, local_stamp, remote_stamp, "
      "local_fingerprint, remote_fingerprint, messages, parts, records) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {pair, std::string_view(id), std::string_view(session.project_id),
       std::string_view(session.local.stamp), std::string_view(session.remote.stamp),
       Blob{session.local.fingerprint.raw()}, Blob{session.remote.fingerprint.raw()},
       counts.messages, counts.parts, counts.records});
  const std::string rows = sync_detail::encode_synced(session);
  connection.execute("INSERT INTO sync_rows (pair, session_id, data) VALUES (?, ?, ?)",
                     {pair, std::string_view(id), Blob{rows}});
}

SyncedHead head_from(const Row& row) {
  return {std::string(row.bytes(1)),
          std::string(row.bytes(2)),
          std::string(row.bytes(3)),
          Digest::from_raw(row.bytes(4)),
          Digest::from_raw(row.bytes(5)),
          row.integer(6),
          row.integer(7),
          row.integer(8)};
}

}  // namespace

SyncJournal::SyncJournal(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {
  sql::MigrationRunner(*connection_, sync_detail::journal_migrations()).up();
}

std::int64_t SyncJournal::pair_number(const SyncPair& pair) {
  std::int64_t number = 0;
  connection_->query(
      "SELECT number FROM sync_pair WHERE local_identity = ? AND "
      "remote_identity = ?",
      {std::string_view(pair.local), std::string_view(pair.remote)},
      [&](const Row& row) { number = row.integer(0); });
  return number;
}

std::int64_t SyncJournal::make_pair_number(const SyncPair& pair) {
  const std::int64_t number = pair_number(pair);
  if (number != 0) return number;
  connection_->execute("INSERT INTO sync_pair (local_identity, remote_identity) VALUES (?, ?)",
                       {std::string_view(pair.local), std::string_view(pair.remote)});
  return pair_number(pair);
}

std::map<std::string, SyncedHead, std::less<>> SyncJournal::heads(const SyncPair& pair) {
  std::map<std::string, SyncedHead, std::less<>> heads;
  connection_->query(
      "SELECT session_id, project_id, local_stamp, remote_stamp, local_fingerprint, "
      "remote_fingerprint, messages, parts, records FROM sync_session WHERE pair = ? "
      "ORDER BY session_id",
      {pair_number(pair)},
      [&](const Row& row) { heads.emplace_hint(heads.end(), row.bytes(0), head_from(row)); });
  return heads;
}

std::optional<SyncedSession> SyncJournal::find(const SyncPair& pair, std::string_view session) {
  std::optional<SyncedSession> found;
  connection_->query(
      "SELECT s.session_id, s.project_id, s.local_stamp, s.remote_stamp, s.local_fingerprint, "
      "s.remote_fingerprint, s.messages, s.parts, s.records, r.data FROM sync_session s "
      "JOIN sync_rows r ON r.pair = s.pair AND r.session_id = s.session_id "
      "WHERE s.pair = ? AND s.session_id = ?",
      {pair_number(pair), session}, [&](const Row& row) {
        const SyncedHead head = head_from(row);
        found.emplace();
        sync_detail::decode_synced(row.bytes(9), *found);
        found->project_id = head.project_id;
        found->local.stamp = head.local_stamp;
        found->local.fingerprint = head.local_fingerprint;
        found->remote.stamp = head.remote_stamp;
        found->remote.fingerprint = head.remote_fingerprint;
      });
  return found;
}

void SyncJournal::put(const SyncPair& pair, std::span<const SyncedSession> sessions) {
  if (sessions.empty()) return;
  Transaction transaction(*connection_, Transaction::Kind::write);
  const std::int64_t number = make_pair_number(pair);
  for (const SyncedSession& session : sessions) {
    delete_announced(*connection_, number, session.local.session.id);
    delete_session_rows(*connection_, number, session.local.session.id);
    insert_session_rows(*connection_, number, session);
  }
  transaction.commit();
}

void SyncJournal::forget(const SyncPair& pair, std::span<const std::string> sessions) {
  if (sessions.empty()) return;
  Transaction transaction(*connection_, Transaction::Kind::write);
  const std::int64_t number = pair_number(pair);
  for (const std::string& session : sessions) {
    delete_announced(*connection_, number, session);
    delete_session_rows(*connection_, number, session);
  }
  transaction.commit();
}

void SyncJournal::note_deletion(const SyncPair& pair, std::string_view session, Millis when,
                                Millis since) {
  Transaction transaction(*connection_, Transaction::Kind::write);
  const std::int64_t number = make_pair_number(pair);
  // One that is tried again counts once.
  connection_->execute(
      "DELETE FROM sync_deletion WHERE pair = ? AND (deleted <= ? OR session_id = ?)",
      {number, since, session});
  connection_->execute("INSERT INTO sync_deletion (pair, session_id, deleted) VALUES (?, ?, ?)",
                       {number, session, when});
  transaction.commit();
}

std::int64_t SyncJournal::deletions(const SyncPair& pair, Millis since) {
  std::int64_t count = 0;
  connection_->query("SELECT count(*) FROM sync_deletion WHERE pair = ? AND deleted > ?",
                     {pair_number(pair), since}, [&](const Row& row) { count = row.integer(0); });
  return count;
}

void SyncJournal::announce(const SyncPair& pair, const SyncedSession& session) {
  Transaction transaction(*connection_, Transaction::Kind::write);
  const std::int64_t number = make_pair_number(pair);
  const std::string& id = session.local.session.id;
  delete_announced(*connection_, number, id);
  const std::string rows = sync_detail::encode_synced(session);
  connection_->execute(
      "INSERT INTO sync_announced (pair, session_id, remote_fingerprint, data) VALUES (?, ?, ?, ?)",
      {number, std::string_view(id), Blob{session.remote.fingerprint.raw()}, Blob{rows}});
  transaction.commit();
}

std::optional<SyncedSession> SyncJournal::find_announced(const SyncPair& pair,
                                                         std::string_view session,
                                                         const Digest& remote_fingerprint) {
  std::optional<SyncedSession> found;
  connection_->query(
      "SELECT data FROM sync_announced WHERE pair = ? AND session_id = ? AND "
      "remote_fingerprint = ?",
      {pair_number(pair), session, Blob{remote_fingerprint.raw()}}, [&](const Row& row) {
        found.emplace();
        sync_detail::decode_synced(row.bytes(0), *found);
      });
  return found;
}

}  // namespace sessionstore
