#pragma once

#include <sessionstore/transfer.h>

#include <chrono>

namespace sessionstore::transfer_detail {

/// Counts and tells progress, not too often. One thread.
class Progress {
 public:
  /// `tell` may be empty.
  Progress(const std::function<void(const TransferProgress&)>& tell, std::size_t sessions)
      : tell_(tell) {
    now_.sessions_total = static_cast<std::int64_t>(sessions);
  }
  void add(std::int64_t rows, std::size_t bytes) {
    now_.rows_done += rows;
    now_.bytes_done += static_cast<std::int64_t>(bytes);
    tell(false);
  }
  void session_done() {
    ++now_.sessions_done;
    tell(now_.sessions_done == now_.sessions_total);
  }

 private:
  void tell(bool always) {
    if (!tell_) return;
    const auto now = std::chrono::steady_clock::now();
    if (!always && now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    tell_(now_);
  }

  const std::function<void(const TransferProgress&)>& tell_;
  TransferProgress now_;
  std::chrono::steady_clock::time_point told_;
};

}  // namespace sessionstore::transfer_detail
