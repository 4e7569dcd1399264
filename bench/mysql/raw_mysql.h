#pragma once

#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>
#include <sessionstore/store.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sessionstore::bench {

/// The statements of the store through the bare Connector: no pool, no model, no hash, prepared
/// once. The database must have the tables.
class RawMysql {
 public:
  explicit RawMysql(std::unique_ptr<::sql::Connection> connection);

  void append(const std::string& session_id, const Turn& turn);
  /// Reads every column of every message and part of a session; returns the bytes seen.
  std::size_t read(const std::string& session_id);

  void begin() { run("START TRANSACTION"); }
  void commit() { run("COMMIT"); }
  /// At most 100 rows, in one statement.
  void insert(const std::string& session_id, std::span<const Message> messages);
  void insert(std::span<const std::pair<std::string, Part>> parts);

 private:
  using Statement = std::unique_ptr<::sql::PreparedStatement>;
  void run(const char* sql);
  Statement prepare(const std::string& sql);
  ::sql::PreparedStatement& of_rows(std::map<std::size_t, Statement>& cache, const char* into,
                                    const char* row, std::size_t rows);

  std::unique_ptr<::sql::Connection> connection_;
  Statement touch_, select_, messages_, parts_;
  std::map<std::size_t, Statement> insert_messages_, insert_parts_;
};

}  // namespace sessionstore::bench
