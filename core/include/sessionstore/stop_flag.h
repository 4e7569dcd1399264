#pragma once

#include <sessionstore/error.h>

#include <atomic>

namespace sessionstore {

/// What long work asks whether it is still wanted: a flag that a signal handler, say, sets. Without
/// one the answer is always yes. The flag must outlive it. Thread-safe.
class StopFlag {
 public:
  StopFlag() = default;
  // Whoever has a flag may hand it over as it is.
  StopFlag(const std::atomic<bool>* flag) noexcept : flag_(flag) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] bool raised() const noexcept {
    return flag_ != nullptr && flag_->load(std::memory_order_relaxed);
  }
  /// Throws Error(interrupted) once the flag is raised. Cheap enough for every row.
  void check() const {
    if (raised()) {
      throw Error(ErrorCode::interrupted, "it was stopped before its end", "run it again");
    }
  }

 private:
  const std::atomic<bool>* flag_ = nullptr;
};

}  // namespace sessionstore
