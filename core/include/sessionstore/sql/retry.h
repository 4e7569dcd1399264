#pragma once

#include <chrono>

namespace sessionstore::sql {

/// Decides whether and when a step that ended in a TransientError is run again. One thread.
class Retry {
 public:
  explicit Retry(std::chrono::milliseconds limit);
  /// To be called while the exception is handled: waits a random while (full jitter: clients that
  /// collided must not collide again), longer each time; or lets the exception go on, once the time
  /// is over.
  void wait_or_rethrow();
  /// The same, but returns false once the time is over.
  bool wait();

 private:
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::milliseconds longest_{1};
};

}  // namespace sessionstore::sql
