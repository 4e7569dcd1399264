#pragma once

#include <sessionstore/sql/connection.h>

#include <atomic>
#include <memory>

namespace sessionstore::tests {

/// What fake connections share with the test that made them.
struct FakeServer {
  std::atomic<int> open{0};    ///< connections alive
  std::atomic<int> opened{0};  ///< ever
  std::atomic<int> most{0};    ///< alive at once, at most
};

/// A connection to nothing, with a number and a state that the test sets: what the pool does
/// depends on nothing else.
class FakeConnection final : public sql::Connection {
 public:
  explicit FakeConnection(FakeServer& server) : server_(server), number(++server.opened) {
    const int now = ++server_.open;
    int most = server_.most;
    while (most < now && !server_.most.compare_exchange_weak(most, now)) {
    }
  }
  ~FakeConnection() override { --server_.open; }

  [[nodiscard]] const sql::Dialect& dialect() const noexcept override {
    static constexpr sql::Dialect kNone{};
    return kNone;
  }
  std::int64_t execute(std::string_view, std::span<const sql::Value>) override { return 0; }
  void query(std::string_view, std::span<const sql::Value>, const sql::RowCallback&) override {}
  bool reusable() noexcept override {
    ++asked;
    return healthy;
  }

 private:
  FakeServer& server_;

 public:
  const int number;
  bool healthy = true;  ///< alive and outside any transaction
  int asked = 0;
  int uses = 0;  ///< changed without a lock: two borrowers at once are a data race
};

}  // namespace sessionstore::tests
