#pragma once

#include <cstdint>

namespace sessionstore::interop::bundle {

/// What is read in vain. Whatever looks like the beginning of a frame is tried, and a file may be
/// made of nothing else, each of which reads on to the file's end.
class VainWork {
 public:
  explicit VainWork(std::uint64_t file_bytes) : left_(kFree + 2 * file_bytes) {}

  /// How far on to look for the next frame, where reading `consumed` bytes has found none: at the
  /// next byte while there are few such places, for a frame may begin anywhere; else behind what
  /// was read, so that the whole file is read a few times at most.
  std::uint64_t step_after(std::uint64_t consumed) {
    const std::uint64_t cost = consumed + kPerTry;
    if (cost > left_) return cost;
    left_ -= cost;
    return 1;
  }

 private:
  static constexpr std::uint64_t kFree = 64U << 20U;
  static constexpr std::uint64_t kPerTry = 4U << 10U;
  std::uint64_t left_;
};

}  // namespace sessionstore::interop::bundle
