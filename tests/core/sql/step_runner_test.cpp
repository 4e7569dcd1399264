#include "sql/step_runner.h"

#include <sessionstore/error.h>

#include <catch2/catch.hpp>
#include <functional>
#include <optional>

#include "support/error_of.h"

namespace sessionstore::tests {
namespace {

using namespace std::chrono_literals;
using sql::TransientError;

/// A database with nothing in it, whose next COMMITs end as told.
struct Commits {
  std::vector<std::function<void()>> ends;  ///< the last one first; then they succeed
  bool reachable = true;
};

void refuse() {
  throw TransientError(TransientError::Kind::rolled_back, ErrorCode::unavailable, "a conflict", "",
                       1180);
}
void lose() {
  throw TransientError(TransientError::Kind::connection_lost, ErrorCode::unavailable, "it is gone",
                       "", 2013);
}
void fail() { throw Error(ErrorCode::internal, "something else", "", 4711); }

class CommittingConnection final : public sql::Connection {
 public:
  explicit CommittingConnection(Commits& commits) : commits_(commits) {
    if (!commits_.reachable) lose();
  }
  [[nodiscard]] const sql::Dialect& dialect() const noexcept override {
    static constexpr sql::Dialect kDialect{"a test's", "BEGIN", {}, {}, {}};
    return kDialect;
  }
  std::int64_t execute(std::string_view sql, std::span<const sql::Value>) override {
    if (sql != "COMMIT" || commits_.ends.empty()) return 0;
    const auto end = std::move(commits_.ends.back());
    commits_.ends.pop_back();
    end();
    return 0;
  }
  void query(std::string_view, std::span<const sql::Value>, const sql::RowCallback&) override {}
  bool reusable() noexcept override { return false; }

 private:
  Commits& commits_;
};

struct Steps {
  explicit Steps(Commits& commits, std::chrono::milliseconds retry_for = 5s)
      : pool(std::make_shared<sql::ConnectionPool>(
            "a test's",
            [&commits](std::chrono::milliseconds) {
              return std::make_unique<CommittingConnection>(commits);
            },
            sql::PoolLimits{})),
        runner(pool, pool, retry_for) {}

  /// A write that has happened or not as `looks` say, one after the other.
  int write(std::vector<bool> looks) {
    return runner.write([this](sql::Connection&) { return ++ran; },
                        [&](sql::Connection&) { return looks.at(looked++); });
  }

  std::shared_ptr<sql::ConnectionPool> pool;
  sql::StepRunner runner;
  int ran = 0;
  std::size_t looked = 0;
};

}  // namespace

TEST_CASE("whatever COMMIT ends in, a write that has happened is not repeated") {
  const auto end = GENERATE(as<void (*)()>(), refuse, lose, fail);
  Commits commits{{end}};
  Steps steps(commits);
  CHECK(steps.write({true}) == 1);
  CHECK(steps.ran == 1);
}

TEST_CASE("a write that was undone at COMMIT is repeated, and any other error is told") {
  const auto end = GENERATE(as<void (*)()>(), refuse, lose);
  Commits commits{{end}};
  Steps steps(commits);
  CHECK(steps.write({false, false}) == 2);

  commits.ends = {fail};
  const Error error = error_of([&] { steps.write({false, false, false}); });
  CHECK(error.native_code() == 4711);
  CHECK_FALSE(error.outcome_unknown());
}

TEST_CASE(
    "a COMMIT that comes late, after it was looked for, is found before the write is repeated") {
  Commits commits{{refuse}};
  Steps steps(commits);
  CHECK(steps.write({false, true}) == 1);
  CHECK(steps.ran == 1);
}

TEST_CASE("what stands in a repeated write's way may be what came late") {
  Commits commits{{refuse}};
  Steps steps(commits);
  const auto step = [&](sql::Connection&) {
    if (++steps.ran == 2) throw Error(ErrorCode::already_exists, "it is there");
    return steps.ran;
  };
  const bool late = GENERATE(true, false);
  std::vector<bool> looks = {late, false, false};  // from the last to the first
  const auto write = [&] {
    return steps.runner.write(step, [&](sql::Connection&) {
      const bool happened = looks.back();
      looks.pop_back();
      return happened;
    });
  };
  if (late) {
    CHECK(write() == 1);
  } else {
    CHECK(error_of(write).code() == ErrorCode::already_exists);
  }
  CHECK(looks.empty());
}

TEST_CASE("where nobody can be asked in time, the error says that the outcome is unknown") {
  const auto end = GENERATE(as<void (*)()>(), refuse, lose, fail);
  Commits commits;
  commits.ends = {[&] {
    commits.reachable = false;
    end();
  }};
  Steps steps(commits, 100ms);
  const Error error = error_of([&] { steps.write({}); });
  CHECK(error.outcome_unknown());
  CHECK(std::string(error.what()).find("whether the write has happened is unknown") !=
        std::string::npos);
  CHECK(error.native_code() != 0);
  CHECK_FALSE(error.hint().empty());
}

}  // namespace sessionstore::tests
