#pragma once

#include <atomic>
#include <csignal>

namespace sessionstore::cli {

/// While one lives, the first SIGINT or SIGTERM sets stop() instead of ending the process; a second
/// one of the same kind ends it. One at a time, for signals belong to the whole process.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  [[nodiscard]] const std::atomic<bool>& stop() const noexcept { return flag(); }
  /// The same, for what is opened before one lives and asked while it does.
  [[nodiscard]] static const std::atomic<bool>& flag() noexcept;

 private:
  struct sigaction old_interrupt_ {};
  struct sigaction old_terminate_ {};
};

}  // namespace sessionstore::cli
