// Borrowing a connection that is used all the time, and giving it back.
#include <fmt/format.h>
#include <sessionstore/sql/connection_pool.h>

#include "measure.h"

namespace {

using namespace sessionstore;

/// A connection that does nothing: only the pool's own work is measured.
class IdleConnection final : public sql::Connection {
 public:
  [[nodiscard]] const sql::Dialect& dialect() const noexcept override { return dialect_; }
  std::int64_t execute(std::string_view, std::span<const sql::Value>) override { return 0; }
  void query(std::string_view, std::span<const sql::Value>, const sql::RowCallback&) override {}
  bool reusable() noexcept override { return true; }

 private:
  sql::Dialect dialect_;
};

}  // namespace

int main() {
  constexpr int kBorrowings = 1'000'000;
  sql::ConnectionPool pool(
      "nothing", [](std::chrono::milliseconds) { return std::make_unique<IdleConnection>(); }, {});
  std::vector<double> seconds;
  for (int round = 0; round < 9; ++round) {
    seconds.push_back(bench::seconds_of([&] {
      for (int i = 0; i < kBorrowings; ++i) const auto lease = pool.acquire();
    }));
  }
  fmt::print("borrowing from the pool: {:.0f} ns\n", bench::median(seconds) / kBorrowings * 1e9);
}
