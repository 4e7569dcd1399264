#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/stop_flag.h>
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "read_access.h"

namespace sessionstore::sqlite {

/// How a connection is set up. Every setting is read back.
struct ConnectionSettings {
  std::string file;  ///< path or ":memory:"
  bool writer = true;
  bool read_only = false;                  ///< may change nothing, not even when it closes
  bool immutable = false;                  ///< on a medium that nobody can write: no lock, no -shm
  std::optional<ReadAccess> foreign = {};  ///< of another program, read so; none of it may change
  bool foreign_writer = false;  ///< of another program: nothing of how it is kept may change
  bool wal = true;              ///< the journal mode that is wanted
  bool full_sync = true;        ///< synchronous=FULL, else NORMAL
  int busy_timeout_ms = 30'000;
  StopFlag stop = {};  ///< ends waiting for a lock, and of a reader a statement that takes long
};

/// One connection to a SQLite file. One thread at a time.
class SqliteConnection final : public sql::Connection {
 public:
  explicit SqliteConnection(const ConnectionSettings& settings);
  ~SqliteConnection() override;

  [[nodiscard]] const sql::Dialect& dialect() const noexcept override;
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override;
  void query(std::string_view sql, std::span<const sql::Value> parameters,
             const sql::RowCallback& on_row) override;
  bool reusable() noexcept override;
  using sql::Connection::execute;
  using sql::Connection::query;

  [[nodiscard]] std::string_view schema_problem() const noexcept override {
    return schema_problem_;
  }
  /// Loads the schema of another program's database. Where SQLite does not understand a part of it,
  /// that part is left out, and schema_problem() says why.
  void load_foreign_schema();

  [[nodiscard]] sqlite3* handle() const noexcept { return database_.get(); }
  /// What the database answered to the wish for WAL.
  [[nodiscard]] bool in_wal_mode();

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  /// SQLite's callback: whether to go on waiting for a lock, for the time'th time.
  static int wait_for_lock(void* connection, int time);
  void open(const ConnectionSettings& settings);
  void set_up(const ConnectionSettings& settings);
  void set_up_foreign(ReadAccess access);
  void set_journal_mode(const ConnectionSettings& settings);
  std::string pragma(const std::string& text);
  void require_pragma(const std::string& name, const std::string& value,
                      const std::string& expected);
  sqlite3_stmt* prepared(std::string_view sql);
  sqlite3_stmt* bound(std::string_view sql, std::span<const sql::Value> parameters);
  void require_in_place();
  void require_ok(int code, std::string_view doing) const;

  std::string file_;
  // Before the database, which asks them.
  StopFlag stop_;
  int busy_timeout_ms_;
  bool foreign_;
  bool utf16_ = false;  ///< its texts are to be converted
  std::string schema_problem_;
  std::unique_ptr<sqlite3, Close> database_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

}  // namespace sessionstore::sqlite
