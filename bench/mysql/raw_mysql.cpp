#include "mysql/raw_mysql.h"

#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>

namespace sessionstore::bench {
namespace {

class Binder {
 public:
  explicit Binder(::sql::PreparedStatement& statement) : statement_(statement) {}
  Binder& operator<<(std::int64_t value) {
    statement_.setInt64(++index_, value);
    return *this;
  }
  Binder& operator<<(double value) {
    statement_.setDouble(++index_, value);
    return *this;
  }
  Binder& operator<<(const std::string& value) {
    statement_.setString(++index_, value);
    return *this;
  }
  Binder& operator<<(const Digest& hash) {
    statement_.setString(++index_, ::sql::SQLString(hash.raw().data(), hash.raw().size()));
    return *this;
  }

 private:
  ::sql::PreparedStatement& statement_;
  unsigned index_ = 0;
};

std::size_t drain(::sql::PreparedStatement& statement) {
  const std::unique_ptr<::sql::ResultSet> result(statement.executeQuery());
  const unsigned columns = result->getMetaData()->getColumnCount();
  std::size_t bytes = 0;
  while (result->next()) {
    for (unsigned column = 1; column <= columns; ++column) {
      const ::sql::SQLString value = result->getString(column);
      bytes += value.length();
    }
  }
  return bytes;
}

constexpr const char* kIntoMessages =
    "ss_message (session_id, seq, id, role, created, updated, input_tokens, output_tokens, cost, "
    "revision, data, hash)";
constexpr const char* kMessageRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kIntoParts =
    "ss_part (session_id, message_seq, position, id, type, created, updated, revision, data, hash)";
constexpr const char* kPartRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

}  // namespace

RawMysql::RawMysql(std::unique_ptr<::sql::Connection> connection)
    : connection_(std::move(connection)) {
  touch_ = prepare(
      "UPDATE ss_session SET revision = revision + 1, fingerprint = NULL, message_count = "
      "message_count + ?, input_tokens = input_tokens + ?, output_tokens = output_tokens + ?, cost "
      "= cost + ?, updated = CASE WHEN updated < ? THEN ? ELSE updated END WHERE id = ?");
  select_ = prepare("SELECT revision, message_count FROM ss_session WHERE id = ?");
  messages_ = prepare(
      "SELECT id, seq, role, created, updated, input_tokens, output_tokens, cost, revision, data, "
      "hash FROM ss_message WHERE session_id = ? ORDER BY seq");
  parts_ = prepare(
      "SELECT id, message_seq, position, type, created, updated, revision, data, hash FROM ss_part "
      "WHERE session_id = ? ORDER BY message_seq, position");
}

RawMysql::Statement RawMysql::prepare(const std::string& sql) {
  return Statement(connection_->prepareStatement(sql));
}

void RawMysql::run(const char* sql) {
  const std::unique_ptr<::sql::Statement> statement(connection_->createStatement());
  statement->execute(sql);
}

::sql::PreparedStatement& RawMysql::of_rows(std::map<std::size_t, Statement>& cache,
                                            const char* into, const char* row, std::size_t rows) {
  Statement& statement = cache[rows];
  if (statement == nullptr) {
    std::string sql = std::string("INSERT INTO ") + into + " VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i) sql += std::string(", ") + row;
    statement = prepare(sql);
  }
  return *statement;
}

void RawMysql::insert(const std::string& session_id, std::span<const Message> messages) {
  ::sql::PreparedStatement& statement =
      of_rows(insert_messages_, kIntoMessages, kMessageRow, messages.size());
  Binder binder(statement);
  for (const Message& m : messages) {
    binder << session_id << m.seq << m.id << m.role << m.created << m.updated << m.input_tokens
           << m.output_tokens << m.cost << m.revision << m.data.text() << m.data.hash();
  }
  statement.executeUpdate();
}

void RawMysql::insert(std::span<const std::pair<std::string, Part>> parts) {
  ::sql::PreparedStatement& statement = of_rows(insert_parts_, kIntoParts, kPartRow, parts.size());
  Binder binder(statement);
  for (const auto& [session_id, p] : parts) {
    binder << session_id << p.message_seq << p.position << p.id << p.type << p.created << p.updated
           << p.revision << p.data.text() << p.data.hash();
  }
  statement.executeUpdate();
}

void RawMysql::append(const std::string& session_id, const Turn& turn) {
  begin();
  const std::int64_t updated = 1;
  Binder(*touch_) << std::int64_t{1} << turn.message.input_tokens << turn.message.output_tokens
                  << turn.message.cost << updated << updated << session_id;
  touch_->executeUpdate();
  Binder(*select_) << session_id;
  const std::unique_ptr<::sql::ResultSet> found(select_->executeQuery());
  found->next();
  Message message = turn.message;
  message.revision = found->getInt64(1);
  message.seq = found->getInt64(2);
  insert(session_id, {&message, 1});
  std::vector<std::pair<std::string, Part>> parts;
  for (const Part& part : turn.parts) {
    parts.emplace_back(session_id, part);
    parts.back().second.message_seq = message.seq;
    parts.back().second.position = static_cast<std::int64_t>(parts.size()) - 1;
  }
  insert(parts);
  commit();
}

std::size_t RawMysql::read(const std::string& session_id) {
  run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  run("START TRANSACTION WITH CONSISTENT SNAPSHOT");
  Binder(*messages_) << session_id;
  Binder(*parts_) << session_id;
  const std::size_t bytes = drain(*messages_) + drain(*parts_);
  commit();
  return bytes;
}

}  // namespace sessionstore::bench
