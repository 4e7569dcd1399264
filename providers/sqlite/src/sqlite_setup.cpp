// The part of SqliteConnection that opens the file and makes its settings.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "any_collation.h"
#include "sqlite_connection.h"
#include "sqlite_error.h"

namespace sessionstore::sqlite {
namespace {

// A path as a URI: only there can these parameters be said.
std::string uri_of(std::string_view path, std::string_view parameters) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("{}?{}", uri, parameters);
}

/// SQLite asks this every so many steps of its virtual machine, which are some microseconds.
constexpr int kStepsBetweenQuestions = 10'000;

extern "C" int is_stopped(void* stop) { return static_cast<StopFlag*>(stop)->raised() ? 1 : 0; }

std::string_view uri_parameters(const ConnectionSettings& settings) {
  if (settings.immutable) return "immutable=1";
  if (!settings.foreign) return {};
  switch (*settings.foreign) {
    case ReadAccess::shared:
      return "mode=ro&readonly_shm=1";
    case ReadAccess::alone:
      return "immutable=1";
    case ReadAccess::with_wal:
      // In exclusive mode, set below, the index of the -wal is in memory instead of a -shm, and
      // this VFS takes no lock for it.
      return "mode=ro&vfs=unix-none";
    case ReadAccess::journal:
      return "mode=ro";
  }
  return {};
}

}  // namespace

void SqliteConnection::open(const ConnectionSettings& settings) {
  const std::string_view parameters = uri_parameters(settings);
  const std::string name = parameters.empty() ? settings.file : uri_of(settings.file, parameters);
  const int access = !parameters.empty()       ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                     : settings.read_only      ? SQLITE_OPEN_READONLY
                     : settings.foreign_writer ? SQLITE_OPEN_READWRITE
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* raw = nullptr;
  // No mutex: the pool lends a connection to one thread at a time.
  const int code = sqlite3_open_v2(name.c_str(), &raw,
                                   access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  database_.reset(raw);
  require_ok(code, "open the store");
}

// As sqlite3_busy_timeout() does it, but for the question.
int SqliteConnection::wait_for_lock(void* connection, int time) {
  constexpr std::array<int, 12> kDelays{1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
  const auto& self = *static_cast<const SqliteConnection*>(connection);
  int waited = 0;
  for (int i = 0; i < std::min(time, static_cast<int>(kDelays.size())); ++i) {
    waited += kDelays.at(static_cast<std::size_t>(i));
  }
  waited += std::max(time - static_cast<int>(kDelays.size()), 0) * kDelays.back();
  const int left = self.busy_timeout_ms_ - waited;
  if (left <= 0 || self.stop_.raised()) return 0;
  const auto next = std::min(static_cast<std::size_t>(time), kDelays.size() - 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(kDelays.at(next), left)));
  return 1;
}

void SqliteConnection::set_up(const ConnectionSettings& settings) {
  require_ok(sqlite3_busy_handler(database_.get(), wait_for_lock, this), "set a time-out");
  if (!settings.writer) {
    sqlite3_progress_handler(database_.get(), kStepsBetweenQuestions, is_stopped, &stop_);
  }
  // A database file may be somebody's trap: no SQL of the schema's own runs with side effects.
  // A trigger of another program may have texts in double quotes, as SQLite allows it.
  for (const auto& [option, value] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        std::pair{SQLITE_DBCONFIG_DQS_DML, settings.foreign_writer ? 1 : 0}}) {
    require_ok(sqlite3_db_config(database_.get(), option, value, nullptr), "configure");
  }
  if (settings.foreign) {
    set_up_foreign(*settings.foreign);
    return;
  }
  require_pragma("foreign_keys", "ON", "1");
  if (settings.foreign_writer) return;
  // A store of ours has neither. Somebody else's could keep a write going for ever, in which no
  // signal is obeyed.
  for (const int option : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW}) {
    require_ok(sqlite3_db_config(database_.get(), option, 0, nullptr), "configure");
  }
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

void SqliteConnection::set_up_foreign(ReadAccess access) {
  require_ok(sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr),
             "configure");
  // Before anything is read: the first read decides how the -wal is used.
  if (access == ReadAccess::with_wal) require_pragma("locking_mode", "EXCLUSIVE", "exclusive");
  require_pragma("query_only", "ON", "1");
  require_ok(allow_any_collation(database_.get()), "configure");
  load_foreign_schema();
  pragma("PRAGMA cache_size = -16000");
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
