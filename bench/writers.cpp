// 4 processes of 8 threads append to one session: every append must succeed, none may be lost.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "measure.h"

namespace {

using namespace sessionstore;
constexpr int kProcesses = 4;
constexpr int kThreads = 8;
constexpr int kAppends = 50;
constexpr std::int64_t kExpected = std::int64_t{kProcesses} * kThreads * kAppends;

int append_all(const std::filesystem::path& file, int process) {
  const auto store = bench::open_store(file);
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kAppends; ++i) {
        try {
          store->append_message(
              "ses_1", bench::make_turn(fmt::format("{}_{}_{}", process, thread, i), 1, 200));
        } catch (const std::exception& error) {
          fmt::print(stderr, "{}\n", error.what());
          ++failed;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main() {
  const bench::Workspace workspace;
  const std::filesystem::path file = workspace.file("store.db");
  bench::open_store(file)->create_session(bench::make_session("ses_1", 1));
  int failed = 0;
  const double seconds = bench::seconds_of([&] {
    std::vector<pid_t> children;
    for (int process = 0; process < kProcesses; ++process) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(append_all(file, process));
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      failed += status == 0 ? 0 : 1;
    }
  });
  const auto store = bench::open_store(file);
  std::int64_t expected = 0;
  std::int64_t gaps = 0;
  for (const Turn& turn : store->read_messages("ses_1", 0, 10'000)) {
    if (turn.message.seq != ++expected) ++gaps;
  }
  fmt::print(
      "{} processes x {} threads x {} appends: {} stored, {} gaps, {} processes failed, "
      "{:.0f} appends/s\n",
      kProcesses, kThreads, kAppends, expected, gaps, failed,
      static_cast<double>(expected) / seconds);
  return expected == kExpected && gaps == 0 && failed == 0 ? 0 : 1;
}
