#pragma once

#include <sessionstore/sql/dialect.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace sessionstore::sql {

/// Raw bytes, as against text.
struct Blob {
  std::string_view bytes;
};

/// One bound parameter. Borrows its text: that must live until the call returns.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Blob>;

/// The current row of a query. Views live until the callback returns.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  /// 0 for NULL.
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  /// Text or blob; empty for NULL.
  [[nodiscard]] virtual std::string_view bytes(int column) const = 0;
};

using RowCallback = std::function<void(const Row&)>;

/// One connection to a SQL database: all that a backend implements to get a complete SessionStore.
///
/// One thread at a time. Set up whole in its constructor (character set, isolation, foreign keys,
/// time-outs) with each setting read back. Parameters are `?`, and a `?` stands for nothing else.
/// Prepared statements are cached by the connection. Errors are Error with the code that the
/// driver's one classify function gives, and TransientError where the transaction may be run again;
/// after a failure inside a transaction the caller rolls back.
class Connection {
 public:
  virtual ~Connection() = default;
  [[nodiscard]] virtual const Dialect& dialect() const noexcept = 0;
  /// Runs one statement; returns the rows that it matched (not only those it changed).
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> parameters) = 0;
  /// Runs one query, row by row. The callback must not use this connection.
  virtual void query(std::string_view sql, std::span<const Value> parameters,
                     const RowCallback& on_row) = 0;
  /// The same for results of any size: memory is bounded by the largest row. For a driver whose
  /// query() holds a result whole.
  virtual void stream(std::string_view sql, std::span<const Value> parameters,
                      const RowCallback& on_row) {
    query(sql, parameters, on_row);
  }
  /// Whether it may go back to the pool: not known to be broken, and outside any transaction. Asks
  /// nobody.
  virtual bool reusable() noexcept = 0;
  /// Whether the server still answers: asked before a connection that has rested is lent again.
  virtual bool alive() noexcept { return reusable(); }
  /// How what is sent to a server is guarded, for people (StoreStatus::connection); empty where
  /// there is no server.
  [[nodiscard]] virtual std::string protection() const { return {}; }
  /// Why some of what a foreign database declares could not be understood, and is as if it were not
  /// there; empty where all was.
  [[nodiscard]] virtual std::string_view schema_problem() const noexcept { return {}; }

  std::int64_t execute(std::string_view sql, std::initializer_list<Value> parameters = {}) {
    return execute(sql, std::span<const Value>(parameters.begin(), parameters.size()));
  }
  void query(std::string_view sql, std::initializer_list<Value> parameters,
             const RowCallback& on_row) {
    query(sql, std::span<const Value>(parameters.begin(), parameters.size()), on_row);
  }
  void stream(std::string_view sql, std::initializer_list<Value> parameters,
              const RowCallback& on_row) {
    stream(sql, std::span<const Value>(parameters.begin(), parameters.size()), on_row);
  }
};

}  // namespace sessionstore::sql
