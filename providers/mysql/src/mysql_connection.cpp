#include "mysql_connection.h"

#include <cppconn/exception.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/statement.h>
#include <fmt/format.h>
#include <sessionstore/error.h>

#include <algorithm>
#include <utility>

#include "dial.h"
#include "literal.h"
#include "mysql_error.h"
#include "session_setup.h"

namespace sessionstore::mysql {
namespace {

// The server counts prepared statements over all clients, 16,382 unless told otherwise.
constexpr std::size_t kMostCachedStatements = 60;
// A statement's text and the form of its values, beside the values' own bytes.
constexpr std::size_t kPacketOverhead = 4096;

constexpr int kInterrupted = 1317;

constexpr std::string_view kBeginWrite = "START TRANSACTION";
constexpr std::string_view kBeginRead = "START TRANSACTION WITH CONSISTENT SNAPSHOT";

constexpr sql::Dialect kDialect = {
    .name = "MySQL",
    .begin_write = kBeginWrite,
    // The session's own level, READ COMMITTED, would give each query a snapshot of its own.
    .before_read = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    .begin_read = kBeginRead,
    .table_exists =
        "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND "
        "table_name = ?",
    .transactional_ddl = false,
    .rows_per_insert = 100,
    // Below every server's default of max_allowed_packet.
    .bytes_per_insert = std::size_t{3} << 20U,
};

::sql::SQLString owned(std::string_view text) { return {text.data(), text.size()}; }

/// Binds one value. Integers are always signed: an unsigned one would change the parameter's type
/// for good.
struct Binder {
  ::sql::PreparedStatement& statement;
  unsigned index;
  void operator()(std::nullptr_t) const { statement.setNull(index, ::sql::DataType::VARCHAR); }
  void operator()(std::int64_t value) const { statement.setInt64(index, value); }
  void operator()(double value) const { statement.setDouble(index, value); }
  void operator()(std::string_view text) const { statement.setString(index, owned(text)); }
  void operator()(sql::Blob blob) const { statement.setString(index, owned(blob.bytes)); }
};

std::string proof_of(const MysqlSettings& settings) {
  if (settings.tls != Tls::verified) return {};
  if (settings.tls_fingerprint.empty()) return "its certificate is verified by an authority";
  return settings.fingerprint_remembered ? "its certificate is the one that was accepted"
                                         : "its certificate is that of tlsFingerprint";
}

struct SizeOf {
  std::size_t operator()(std::string_view text) const { return text.size(); }
  std::size_t operator()(sql::Blob blob) const { return blob.bytes.size(); }
  template <typename Fixed>
  std::size_t operator()(Fixed) const {
    return 8;
  }
};

}  // namespace

template <typename Action>
auto MysqlConnection::guarded(std::string_view doing, std::string_view sql, const Action& action) {
  try {
    return action();
  } catch (const ::sql::SQLException& exception) {
    // A statement whose values were too long for the server would fail for ever after.
    if (const auto found = statements_.find(sql); found != statements_.end()) {
      statements_.erase(found);
    }
    broken_ = broken_ || breaks_connection(exception.getErrorCode());
    old_errors_ = true;
    std::rethrow_exception(
        error_from(exception, doing, server_, {.logged_in = true, .clustered = clustered_}));
  }
}

// To run a statement again changes the results of it that are still read, without a word.
void MysqlConnection::require_idle() const {
  if (!in_callback_) return;
  throw Error(ErrorCode::internal,
              fmt::format("{}: a connection was used by its own callback", server_));
}

void MysqlConnection::each_row(MysqlRow row, const sql::RowCallback& on_row) {
  struct Leave {
    bool& in_callback;
    ~Leave() { in_callback = false; }
  } const leave{in_callback_};
  in_callback_ = true;
  while (row.next()) on_row(row);
}

MysqlConnection::MysqlConnection(const MysqlSettings& settings, std::chrono::milliseconds budget)
    : server_(settings.server()), proof_(proof_of(settings)), dialect_(kDialect) {
  Dialled dialled = dial(settings, budget);
  connection_ = std::move(dialled.connection);
  encrypted_ = dialled.encrypted;
  guarded("set the session up", "", [&] { set_up(settings); });
}

MysqlConnection::~MysqlConnection() = default;

std::string MysqlConnection::protection() const {
  if (!encrypted_) return "not encrypted";
  return proof_.empty() ? "TLS, but nothing shows that it is the right server" : "TLS, " + proof_;
}

void MysqlConnection::set_up(const MysqlSettings& settings) {
  const Server server = set_up_session(*connection_, settings);
  max_packet_ = static_cast<std::size_t>(server.max_allowed_packet);
  dialect_.bytes_per_insert = std::min(dialect_.bytes_per_insert, max_packet_ / 2);
  clustered_ = server.clustered;
}

std::int64_t MysqlConnection::execute(std::string_view sql,
                                      std::span<const sql::Value> parameters) {
  require_idle();
  return guarded("write", sql, [&]() -> std::int64_t {
    if (parameters.empty()) return execute_text(sql);
    return bound(sql, parameters).executeUpdate();
  });
}

// The driver's own commit() and rollback() swallow errors, so these are statements like others.
std::int64_t MysqlConnection::execute_text(std::string_view sql) {
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  // Set before: a statement that is killed may have begun one all the same.
  if (sql == kBeginWrite || sql == kBeginRead) in_transaction_ = true;
  statement->execute(owned(sql));
  if (sql == "COMMIT" || sql == "ROLLBACK") in_transaction_ = false;
  return static_cast<std::int64_t>(statement->getUpdateCount());
}

void MysqlConnection::query(std::string_view sql, std::span<const sql::Value> parameters,
                            const sql::RowCallback& on_row) {
  require_idle();
  if (parameters.empty()) return query_text(sql, on_row);
  const std::unique_ptr<::sql::ResultSet> result(
      guarded("read", sql, [&] { return bound(sql, parameters).executeQuery(); }));
  guarded("read", sql, [&] { each_row({*result, MysqlRow::Protocol::prepared}, on_row); });
}

// Whole, like those of prepared statements: then the driver tells of an error in the middle itself.
void MysqlConnection::query_text(std::string_view sql, const sql::RowCallback& on_row) {
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  guarded("read", sql, [&] {
    statement->setResultSetType(::sql::ResultSet::TYPE_SCROLL_INSENSITIVE);
    const std::unique_ptr<::sql::ResultSet> result(statement->executeQuery(owned(sql)));
    each_row({*result, MysqlRow::Protocol::text}, on_row);
  });
}

// The driver holds the results of prepared statements whole.
void MysqlConnection::stream(std::string_view sql, std::span<const sql::Value> parameters,
                             const sql::RowCallback& on_row) {
  require_idle();
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  guarded("read", "", [&] {
    forget_old_errors();
    statement->setResultSetType(::sql::ResultSet::TYPE_FORWARD_ONLY);
    const std::unique_ptr<::sql::ResultSet> result(
        statement->executeQuery(with_literals(sql, parameters)));
    each_row({*result, MysqlRow::Protocol::text}, on_row);
    require_complete();
  });
}

// MariaDB forgets an error only with a statement that reads from a table.
void MysqlConnection::forget_old_errors() {
  if (!old_errors_) return;
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  const std::unique_ptr<::sql::ResultSet> nothing(
      statement->executeQuery("SELECT 1 FROM (SELECT 1) one"));
  old_errors_ = false;
}

// The driver takes an error that comes among streamed rows for their end: a statement that was
// killed or took too long would seem to have a shorter result.
void MysqlConnection::require_complete() {
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  const auto ask = [&](const char* sql) {
    return std::unique_ptr<::sql::ResultSet>(statement->executeQuery(sql));
  };
  const auto count = ask("SHOW COUNT(*) ERRORS");
  if (count->next() && count->getInt(1) == 0) return;
  const auto errors = ask("SHOW ERRORS");
  if (errors->next()) throw ::sql::SQLException(errors->getString(3), "HY000", errors->getInt(2));
  // A server may be told to keep none.
  throw ::sql::SQLException("the result ended with an error", "HY000", kInterrupted);
}

bool MysqlConnection::reusable() noexcept { return !broken_ && !in_transaction_; }

bool MysqlConnection::alive() noexcept {
  try {
    return !broken_ && connection_->isValid();
  } catch (...) {
    return false;
  }
}

void MysqlConnection::check_size(std::string_view sql,
                                 std::span<const sql::Value> parameters) const {
  std::size_t size = sql.size() + kPacketOverhead + 16 * parameters.size();
  for (const sql::Value& value : parameters) size += std::visit(SizeOf{}, value);
  if (size <= max_packet_) return;
  throw Error(ErrorCode::constraint,
              fmt::format("{}: a row of {} bytes is larger than the server takes: its "
                          "max_allowed_packet is {} bytes",
                          server_, size, max_packet_),
              "raise max_allowed_packet on the server (1 GiB at most)");
}

::sql::PreparedStatement& MysqlConnection::bound(std::string_view sql,
                                                 std::span<const sql::Value> parameters) {
  check_size(sql, parameters);
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= kMostCachedStatements) statements_.clear();
    std::unique_ptr<::sql::PreparedStatement> prepared(connection_->prepareStatement(owned(sql)));
    found = statements_.emplace(sql, std::move(prepared)).first;
  }
  ::sql::PreparedStatement& statement = *found->second;
  if (std::cmp_not_equal(statement.getParameterMetaData()->getParameterCount(),
                         parameters.size())) {
    throw Error(ErrorCode::internal, fmt::format("{} parameters for: {}", parameters.size(), sql));
  }
  unsigned index = 0;
  for (const sql::Value& value : parameters) std::visit(Binder{statement, ++index}, value);
  return statement;
}

}  // namespace sessionstore::mysql
