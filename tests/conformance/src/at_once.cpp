#include "at_once.h"

#include <exception>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

namespace sessionstore::conformance {

void at_once(int threads, const std::function<void(int)>& work) {
  std::latch start(threads);
  std::mutex mutex;
  std::exception_ptr first;  // guarded by mutex
  std::vector<std::thread> running;
  for (int thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      start.arrive_and_wait();
      try {
        work(thread);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!first) first = std::current_exception();
      }
    });
  }
  for (std::thread& one : running) one.join();
  if (first) std::rethrow_exception(first);
}

}  // namespace sessionstore::conformance
