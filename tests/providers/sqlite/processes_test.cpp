#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/rows.h"
#include "support/sqlite_store.h"
#include "support/temporary_directory.h"

// What the conformance suite cannot do, which runs in one process.
namespace sessionstore::tests {
namespace {

void run_at_once(const std::vector<std::vector<std::string>>& commands) {
  std::vector<std::unique_ptr<Process>> processes;
  for (const auto& command : commands) {
    processes.push_back(std::make_unique<Process>(command, ProcessOptions{}));
  }
  for (const auto& process : processes) {
    const ProcessResult result = process->wait();
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
  }
}

}  // namespace

TEST_CASE("4 processes of 8 threads append to one session: none fails, no gap") {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "store.db").string();
  open_sqlite(file)->create_session(make_session("s"));
  std::vector<std::vector<std::string>> commands;
  for (const char* const name : {"a", "b", "c", "d"}) {
    commands.push_back({TESTS_HELPER, "append", file, "s", name, "8", "5"});
  }
  run_at_once(commands);
  const auto store = open_sqlite(file);
  std::int64_t seq = 0;
  for (const Turn& turn : store->read_messages("s", 0, 10'000)) {
    CHECK(turn.message.seq == ++seq);
    CHECK(turn.parts.size() == 2);
  }
  CHECK(seq == 160);
  CHECK(store->find_session("s")->message_count == 160);
}

TEST_CASE("8 processes that open a new store at once all succeed") {
  const TemporaryDirectory directory;
  const std::string file = (directory.path() / "store.db").string();
  run_at_once(std::vector<std::vector<std::string>>(8, {TESTS_HELPER, "open", file}));
}

}  // namespace sessionstore::tests
