#include <sessionstore/clock.h>

#include <chrono>

namespace sessionstore {

Millis system_clock_millis() {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace sessionstore
