#pragma once

#include <cppconn/connection.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <sessionstore/sql/connection.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mysql_row.h"
#include "mysql_settings.h"

namespace sessionstore::mysql {

/// One connection to a MySQL server. One thread at a time.
class MysqlConnection final : public sql::Connection {
 public:
  /// Throws Error: what a user meets here is listed in docs/troubleshooting.md.
  MysqlConnection(const MysqlSettings& settings, std::chrono::milliseconds budget);
  ~MysqlConnection() override;

  [[nodiscard]] const sql::Dialect& dialect() const noexcept override { return dialect_; }
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override;
  /// Holds the whole result.
  void query(std::string_view sql, std::span<const sql::Value> parameters,
             const sql::RowCallback& on_row) override;
  void stream(std::string_view sql, std::span<const sql::Value> parameters,
              const sql::RowCallback& on_row) override;
  bool reusable() noexcept override;
  bool alive() noexcept override;
  /// Whether what is sent is encrypted, as seen from here.
  [[nodiscard]] bool encrypted() const noexcept { return encrypted_; }
  [[nodiscard]] std::string protection() const override;
  using sql::Connection::execute;
  using sql::Connection::query;
  using sql::Connection::stream;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Statements = std::unordered_map<std::string, std::unique_ptr<::sql::PreparedStatement>,
                                        TextHash, std::equal_to<>>;

  void set_up(const MysqlSettings& settings);
  void require_idle() const;
  void each_row(MysqlRow row, const sql::RowCallback& on_row);
  ::sql::PreparedStatement& bound(std::string_view sql, std::span<const sql::Value> parameters);
  void check_size(std::string_view sql, std::span<const sql::Value> parameters) const;
  std::int64_t execute_text(std::string_view sql);
  void forget_old_errors();
  /// Throws the error that ended the statement before, if one did.
  void query_text(std::string_view sql, const sql::RowCallback& on_row);
  void require_complete();
  /// Runs `action`; what the driver throws becomes an Error, and `sql` is prepared anew next time.
  template <typename Action>
  auto guarded(std::string_view doing, std::string_view sql, const Action& action);

  std::string server_;
  std::string proof_;  // how the server has proved itself; empty: it has not
  sql::Dialect dialect_;
  std::size_t max_packet_ = 0;
  bool encrypted_ = false;
  bool clustered_ = false;
  bool in_transaction_ = false;
  bool broken_ = false;
  bool old_errors_ = false;  // the server may still tell of errors that are long over
  bool in_callback_ = false;
  std::unique_ptr<::sql::Connection> connection_;
  Statements statements_;  // after connection_: they must go first
};

}  // namespace sessionstore::mysql
