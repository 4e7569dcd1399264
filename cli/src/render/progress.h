#pragma once

#include <sessionstore/transfer.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "render/terminal.h"

namespace sessionstore::cli {

/// One line that says how far a transfer is: "[####    ] 120/500 sessions  3 s left  24,000 rows/s
/// 41 MB/s", as much of it as `width` columns hold. `seconds` is the time since the start.
std::string progress_line(const TransferProgress& progress, double seconds, int width);

/// Draws that line over and over in the same place of a terminal; nothing if it is not `shown`.
class ProgressBar {
 public:
  ProgressBar(std::FILE* out, const Terminal& terminal, bool shown);
  /// Wipes the line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void update(const TransferProgress& progress);

 private:
  std::FILE* out_;
  bool shown_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace sessionstore::cli
