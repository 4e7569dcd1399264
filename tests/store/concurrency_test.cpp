#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "any_store.h"
#include "support/process.h"

namespace sessionstore::tests {
namespace {

void check_gap_free(SessionStore& store, std::int64_t expected) {
  std::int64_t seq = 0;
  for (const Turn& turn : store.read_messages("s", 0, 10'000)) {
    CHECK(turn.message.seq == ++seq);
    CHECK(turn.parts.size() == 2);
  }
  CHECK(seq == expected);
  CHECK(store.find_session("s")->message_count == expected);
}

}  // namespace

TEST_CASE("8 threads append to one session: none fails, no gap, and readers see whole messages") {
  const AnyStore store;
  store->create_session(make_session("s"));
  std::atomic<int> failed = 0;
  std::atomic<bool> done = false;
  std::atomic<bool> torn = false;
  std::vector<std::thread> writers;
  for (int thread = 0; thread < 8; ++thread) {
    writers.emplace_back([&, thread] {
      for (int i = 0; i < 25; ++i) {
        try {
          store->append_message("s",
                                make_turn(std::to_string(thread) + "-" + std::to_string(i), 2));
        } catch (const Error&) {
          ++failed;
        }
      }
    });
  }
  std::thread reader([&] {
    while (!done) {
      for (const Turn& turn : store->read_messages("s", 0, 10'000)) {
        if (turn.parts.size() != 2) torn = true;
      }
    }
  });
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  CHECK(failed == 0);
  CHECK_FALSE(torn);
  check_gap_free(*store, 200);
}

TEST_CASE("4 processes of 8 threads append to one session: none fails, no gap") {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "store.db").string();
  open_sqlite(file)->create_session(make_session("s"));
  std::vector<std::unique_ptr<Process>> processes;
  for (const char* const name : {"a", "b", "c", "d"}) {
    processes.push_back(std::make_unique<Process>(
        std::vector<std::string>{TESTS_HELPER, "append", file, "s", name, "8", "5"},
        ProcessOptions{}));
  }
  for (const auto& process : processes) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
  }
  check_gap_free(*open_sqlite(file), 160);
}

TEST_CASE("8 processes that open a new store at once all succeed") {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "store.db").string();
  std::vector<std::unique_ptr<Process>> processes;
  for (int i = 0; i < 8; ++i) {
    processes.push_back(std::make_unique<Process>(
        std::vector<std::string>{TESTS_HELPER, "open", file}, ProcessOptions{}));
  }
  for (const auto& process : processes) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
  }
}

}  // namespace sessionstore::tests
