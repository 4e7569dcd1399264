#include "raw_store.h"

#include <stdexcept>

namespace sessionstore::bench {
namespace {

void bind_text(sqlite3_stmt* statement, int index, std::string_view text) {
  sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void bind_hash(sqlite3_stmt* statement, int index, const Digest& hash) {
  sqlite3_bind_blob(statement, index, hash.bytes.data(), Digest::kSize, SQLITE_STATIC);
}

std::size_t drain(sqlite3_stmt* statement) {
  std::size_t bytes = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        bytes += static_cast<std::size_t>(sqlite3_column_int64(statement, column) != 0);
        continue;
      }
      // A copy, as any caller makes who keeps what it read.
      const std::string value(static_cast<const char*>(sqlite3_column_blob(statement, column)),
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
      bytes += value.size();
    }
  }
  sqlite3_reset(statement);
  return bytes;
}

}  // namespace

RawStore::RawStore(const std::filesystem::path& file) {
  if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("sqlite3_open");
  sqlite3_exec(database_,
               "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; "
               "PRAGMA wal_autocheckpoint = 4000",
               nullptr, nullptr, nullptr);
  begin_ = prepare("BEGIN IMMEDIATE");
  touch_ = prepare(
      "UPDATE ss_session SET revision = revision + 1, fingerprint = NULL, message_count = "
      "message_count + 1, updated = updated + 1 WHERE id = ?");
  select_ = prepare("SELECT revision, message_count FROM ss_session WHERE id = ?");
  message_ = prepare(
      "INSERT INTO ss_message (session_id, seq, id, role, created, updated, input_tokens, "
      "output_tokens, cost, revision, data, hash) VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?, ?)");
  part_ = prepare(
      "INSERT INTO ss_part (session_id, message_seq, position, id, type, created, updated, "
      "revision, "
      "data, hash) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)");
  commit_ = prepare("COMMIT");
  messages_ = prepare(
      "SELECT id, seq, role, created, updated, input_tokens, output_tokens, cost, revision, data, "
      "hash "
      "FROM ss_message WHERE session_id = ? ORDER BY seq");
  parts_ = prepare(
      "SELECT id, message_seq, position, type, created, updated, revision, data, hash FROM ss_part "
      "WHERE session_id = ? ORDER BY message_seq, position");
}

RawStore::~RawStore() {
  for (sqlite3_stmt* const statement : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

sqlite3_stmt* RawStore::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_));
  }
  statements_.push_back(statement);
  return statement;
}

void RawStore::run(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
  sqlite3_reset(statement);
}

void RawStore::append(const std::string& session_id, const Turn& turn) {
  run(begin_);
  bind_text(touch_, 1, session_id);
  run(touch_);
  bind_text(select_, 1, session_id);
  sqlite3_step(select_);
  const std::int64_t revision = sqlite3_column_int64(select_, 0);
  const std::int64_t seq = sqlite3_column_int64(select_, 1);
  sqlite3_reset(select_);
  bind_text(message_, 1, session_id);
  sqlite3_bind_int64(message_, 2, seq);
  bind_text(message_, 3, turn.message.id);
  bind_text(message_, 4, turn.message.role);
  sqlite3_bind_int64(message_, 5, revision);
  bind_text(message_, 6, turn.message.data.text());
  bind_hash(message_, 7, turn.message.data.hash());
  run(message_);
  int position = 0;
  for (const Part& part : turn.parts) {
    bind_text(part_, 1, session_id);
    sqlite3_bind_int64(part_, 2, seq);
    sqlite3_bind_int64(part_, 3, position++);
    bind_text(part_, 4, part.id);
    bind_text(part_, 5, part.type);
    sqlite3_bind_int64(part_, 6, revision);
    bind_text(part_, 7, part.data.text());
    bind_hash(part_, 8, part.data.hash());
    run(part_);
  }
  run(commit_);
}

std::size_t RawStore::read(const std::string& session_id) {
  bind_text(messages_, 1, session_id);
  bind_text(parts_, 1, session_id);
  return drain(messages_) + drain(parts_);
}

}  // namespace sessionstore::bench
