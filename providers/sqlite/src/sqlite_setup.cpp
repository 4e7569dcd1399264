// The part of SqliteConnection that opens the file and makes its settings.
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <thread>

#include "sqlite_connection.h"
#include "sqlite_error.h"

namespace sessionstore::sqlite {
namespace {

// A path as a URI: only there can `immutable` be said.
std::string immutable_uri(std::string_view path) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

}  // namespace

void SqliteConnection::open(const ConnectionSettings& settings) {
  const std::string name = settings.immutable ? immutable_uri(settings.file) : settings.file;
  const int access = settings.immutable   ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                     : settings.read_only ? SQLITE_OPEN_READONLY
                                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  // No mutex: the pool lends a connection to one thread at a time.
  const int code = sqlite3_open_v2(name.c_str(), &raw,
                                   access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  database_.reset(raw);
  require_ok(code, "open the store");
}

void SqliteConnection::set_up(const ConnectionSettings& settings) {
  require_ok(sqlite3_busy_timeout(database_.get(), settings.busy_timeout_ms), "set a time-out");
  // A database file may be somebody's trap: no SQL of the schema's own runs with side effects.
  for (const auto& [option, value] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        std::pair{SQLITE_DBCONFIG_DQS_DML, 0}}) {
    require_ok(sqlite3_db_config(database_.get(), option, value, nullptr), "configure");
  }
  require_pragma("foreign_keys", "ON", "1");
  require_pragma("synchronous", settings.full_sync ? "FULL" : "NORMAL",
                 settings.full_sync ? "2" : "1");
  set_journal_mode(settings);
  if (!settings.writer) require_pragma("query_only", "ON", "1");
  // Larger than the default, for imports: less is written twice. In KiB, and in pages of 4 KiB.
  pragma("PRAGMA cache_size = -16000");
  pragma("PRAGMA wal_autocheckpoint = 4000");
  // After a large import the -wal file shrinks again. Bytes.
  pragma("PRAGMA journal_size_limit = 67108864");
}

void SqliteConnection::set_journal_mode(const ConnectionSettings& settings) {
  if (settings.immutable || settings.file == ":memory:") return;
  const std::string wanted = settings.wal ? "wal" : "delete";
  if (!settings.writer) return;
  // Changing the mode needs the file alone, and SQLite does not wait for that by itself.
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(settings.busy_timeout_ms);
  while (pragma("PRAGMA journal_mode") != wanted) {
    try {
      const std::string got = pragma("PRAGMA journal_mode = " + wanted);
      // Whether WAL was taken is for the caller to find out: there is another mode to fall back to.
      if (got == wanted || settings.wal) return;
      throw Error(ErrorCode::unsupported,
                  fmt::format("{}: SQLite did not leave the journal mode {}", file_, got),
                  "copy the store to a local disk and open it there once");
    } catch (const Error& error) {
      if (error.code() != ErrorCode::timeout || std::chrono::steady_clock::now() > deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
}

bool SqliteConnection::in_wal_mode() { return pragma("PRAGMA journal_mode") == "wal"; }

std::string SqliteConnection::pragma(const std::string& text) {
  std::string value;
  query(text, {}, [&](const sql::Row& row) { value = std::string(row.bytes(0)); });
  return value;
}

void SqliteConnection::require_pragma(const std::string& name, const std::string& value,
                                      const std::string& expected) {
  pragma(fmt::format("PRAGMA {} = {}", name, value));
  const std::string got = pragma("PRAGMA " + name);
  if (got == expected) return;
  throw Error(ErrorCode::unsupported,
              fmt::format("{}: SQLite did not take {} = {} (it says {})", file_, name, value, got),
              "use a SQLite library built with its usual options");
}

}  // namespace sessionstore::sqlite
