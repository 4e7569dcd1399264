#include "sqlite_connection.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "sqlite_error.h"

namespace sessionstore::sqlite {
namespace {

constexpr std::size_t kMostCachedStatements = 200;

constexpr sql::Dialect kDialect = {
    .name = "SQLite",
    // A plain BEGIN takes the write lock late, and then fails at once whatever the busy time-out.
    .begin_write = "BEGIN IMMEDIATE",
    .before_read = "",
    .begin_read = "BEGIN",
    .table_exists = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?",
    .transactional_ddl = true,
    .rows_per_insert = 1,
    .bytes_per_insert = 0,
};

class SqliteRow final : public sql::Row {
 public:
  SqliteRow(sqlite3_stmt* statement, bool converts) : statement_(statement), converts_(converts) {}

  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] double real(int column) const override {
    return sqlite3_column_double(statement_, column);
  }
  [[nodiscard]] std::string_view bytes(int column) const override {
    const void* const data = converts_ && sqlite3_column_type(statement_, column) == SQLITE_TEXT
                                 ? static_cast<const void*>(sqlite3_column_text(statement_, column))
                                 : sqlite3_column_blob(statement_, column);
    if (data == nullptr) return {};
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }

 private:
  sqlite3_stmt* statement_;
  bool converts_;  // the database's texts are UTF-16: a text's bytes are not what is wanted
};

struct Binder {
  sqlite3_stmt* statement;
  int index;
  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
  int operator()(std::string_view text) const {
    // A null pointer would bind NULL, but an empty text is not NULL.
    const char* const data = text.data() == nullptr ? "" : text.data();
    return sqlite3_bind_text64(statement, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(sql::Blob blob) const {
    const char* const data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
    return sqlite3_bind_blob64(statement, index, data, blob.bytes.size(), SQLITE_STATIC);
  }
};

// Leaves the statement ready for its next use, however its use ended.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(sqlite3_stmt* statement) : statement_(statement) {}
  ~ResetAtEnd() { sqlite3_reset(statement_); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

SqliteConnection::SqliteConnection(const ConnectionSettings& settings)
    : file_(settings.file),
      stop_(settings.stop),
      busy_timeout_ms_(settings.busy_timeout_ms),
      foreign_(settings.foreign || settings.foreign_writer) {
  open(settings);
  set_up(settings);
}

SqliteConnection::~SqliteConnection() = default;

const sql::Dialect& SqliteConnection::dialect() const noexcept { return kDialect; }

std::int64_t SqliteConnection::execute(std::string_view sql,
                                       std::span<const sql::Value> parameters) {
  if (sql == kDialect.begin_write || sql == "COMMIT") require_in_place();
  sqlite3_stmt* const statement = bound(sql, parameters);
  const ResetAtEnd reset(statement);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  if (code != SQLITE_DONE) require_ok(code, "write");
  return sqlite3_changes64(database_.get());
}

// SQLite goes on with a file that has no name any more: what is written there is gone with the last
// who has it open.
void SqliteConnection::require_in_place() {
  int moved = 0;
  if (sqlite3_file_control(database_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK ||
      moved == 0) {
    return;
  }
  throw Error(ErrorCode::unavailable,
              fmt::format("{} was replaced or removed while it was in use: nothing more is written "
                          "to the file that it was",
                          file_),
              "run it again, with the file that is there now; stop every sessionstore before you "
              "move a store's file");
}

void SqliteConnection::query(std::string_view sql, std::span<const sql::Value> parameters,
                             const sql::RowCallback& on_row) {
  sqlite3_stmt* const statement = bound(sql, parameters);
  const ResetAtEnd reset(statement);
  const SqliteRow row(statement, utf16_);
  int code = SQLITE_OK;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) on_row(row);
  if (code != SQLITE_DONE) require_ok(code, "read");
}

bool SqliteConnection::reusable() noexcept { return sqlite3_get_autocommit(database_.get()) != 0; }

void SqliteConnection::require_ok(int code, std::string_view doing) const {
  if (code == SQLITE_INTERRUPT || (code & 0xFF) == SQLITE_BUSY) stop_.check();
  if (code == SQLITE_OK) return;
  throw foreign_ ? foreign_error_from(database_.get(), code, doing, file_)
                 : error_from(database_.get(), code, doing, file_);
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second.get();
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  require_ok(sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                SQLITE_PREPARE_PERSISTENT, &raw, &rest),
             "prepare a statement");
  Statement statement(raw);
  if (std::string_view(rest, sql.data() + sql.size()).find_first_not_of(" \n") !=
      std::string_view::npos) {
    throw Error(ErrorCode::internal, fmt::format("more than one statement: {}", sql));
  }
  if (statements_.size() >= kMostCachedStatements) statements_.clear();
  return statements_.emplace(sql, std::move(statement)).first->second.get();
}

sqlite3_stmt* SqliteConnection::bound(std::string_view sql,
                                      std::span<const sql::Value> parameters) {
  sqlite3_stmt* const statement = prepared(sql);
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size())) {
    throw Error(ErrorCode::internal, fmt::format("{} parameters for: {}", parameters.size(), sql));
  }
  int index = 0;
  for (const sql::Value& value : parameters) {
    require_ok(std::visit(Binder{statement, ++index}, value), "bind a parameter");
  }
  return statement;
}

}  // namespace sessionstore::sqlite
