#include <sessionstore/sql/retry.h>

#include <algorithm>
#include <random>
#include <thread>

namespace sessionstore::sql {
namespace {

constexpr std::chrono::milliseconds kLongestPause{500};

}  // namespace

Retry::Retry(std::chrono::milliseconds limit)
    : deadline_(std::chrono::steady_clock::now() + limit) {}

void Retry::wait_or_rethrow() {
  if (!wait()) throw;
}

bool Retry::wait() {
  if (std::chrono::steady_clock::now() >= deadline_) return false;
  thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<std::chrono::milliseconds::rep> pause(0, longest_.count());
  std::this_thread::sleep_for(std::chrono::milliseconds(pause(random)));
  longest_ = std::min(2 * longest_, kLongestPause);
  return true;
}

}  // namespace sessionstore::sql
