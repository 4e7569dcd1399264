// What can go wrong with a driver, one thing at a time.
#include <sessionstore/error.h>

#include <utility>
#include <vector>

#include "mutants.h"
#include "wrap.h"

namespace sessionstore::tests {
namespace {

class ForwardingConnection : public sql::Connection {
 public:
  explicit ForwardingConnection(std::unique_ptr<sql::Connection> inner)
      : inner_(std::move(inner)) {}
  [[nodiscard]] const sql::Dialect& dialect() const noexcept override { return inner_->dialect(); }
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override {
    return inner_->execute(sql, parameters);
  }
  void query(std::string_view sql, std::span<const sql::Value> parameters,
             const sql::RowCallback& on_row) override {
    inner_->query(sql, parameters, on_row);
  }
  bool reusable() noexcept override { return inner_->reusable(); }

 protected:
  sql::Connection& inner() { return *inner_; }

 private:
  std::unique_ptr<sql::Connection> inner_;
};

struct CountsChangedRowsOnly : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  std::string last;
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override {
    const std::int64_t matched = inner().execute(sql, parameters);
    const bool again = sql.starts_with("UPDATE") && last == sql;
    last = sql;
    return again ? 0 : matched;
  }
};

struct AlwaysReusable : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  bool reusable() noexcept override { return true; }
};

struct EmptyTextIsNull : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override {
    std::vector<sql::Value> values(parameters.begin(), parameters.end());
    for (sql::Value& value : values) {
      const auto* const text = std::get_if<std::string_view>(&value);
      if (text != nullptr && text->empty()) value = nullptr;
    }
    return inner().execute(sql, values);
  }
};

struct StreamsLessThanAll : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  void stream(std::string_view sql, std::span<const sql::Value> parameters,
              const sql::RowCallback& on_row) override {
    int rows = 0;
    inner().query(sql, parameters, [&](const sql::Row& row) {
      if (++rows <= 400) on_row(row);
    });
  }
};

struct NumbersOf53Bits : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override {
    std::vector<sql::Value> values(parameters.begin(), parameters.end());
    for (sql::Value& value : values) {
      auto* const number = std::get_if<std::int64_t>(&value);
      if (number != nullptr && *number > 1LL << 53) *number &= ~1LL;
    }
    return inner().execute(sql, values);
  }
};

struct ForgetsToRollBack : ForwardingConnection {
  using ForwardingConnection::ForwardingConnection;
  std::int64_t execute(std::string_view sql, std::span<const sql::Value> parameters) override {
    return inner().execute(sql == "ROLLBACK" ? "COMMIT" : sql, parameters);
  }
};

}  // namespace

std::vector<ConnectionMutant> mutants_of_connections() {
  return {
      {"counts changed rows only", "statements: rows that match are counted, changed or not",
       Wrap<CountsChangedRowsOnly>()},
      {"is always reusable", "transactions: a connection is reusable outside of them",
       Wrap<AlwaysReusable>()},
      {"is lent inside a transaction", "pools: a connection inside a transaction is not handed on",
       Wrap<AlwaysReusable>()},
      {"takes empty text for NULL", "values: empty text, which is not NULL",
       Wrap<EmptyTextIsNull>()},
      {"streams less than all", "statements: a stream gives what a query gives",
       Wrap<StreamsLessThanAll>()},
      {"has numbers of 53 bits", "values: whole numbers of 64 bits, small after large",
       Wrap<NumbersOf53Bits>()},
      {"forgets to roll back", "transactions: one that is not committed leaves nothing",
       Wrap<ForgetsToRollBack>()},
      {"commits half of what failed", "faults: an error at any call: whole or not at all",
       Wrap<ForgetsToRollBack>()},
  };
}

}  // namespace sessionstore::tests
