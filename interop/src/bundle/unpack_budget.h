#pragma once

#include <cstdint>
#include <map>

namespace sessionstore::interop::bundle {

/// What the frames of one bundle may cost to read, all of them together: in proportion to its size,
/// though Zstandard can make a gigabyte of 32 KB. One thread.
class UnpackBudget {
 public:
  /// What a line costs beside its bytes.
  static constexpr std::uint64_t kPerLine = 512;

  explicit UnpackBudget(std::uint64_t file_bytes);

  /// What reading the frame that begins at `offset` may cost now, in bytes of text.
  [[nodiscard]] std::uint64_t left_for(std::uint64_t offset) const;
  /// Notes what it did cost. Read again, it may cost that again.
  void spend(std::uint64_t offset, std::uint64_t cost);

 private:
  std::uint64_t left_;
  std::map<std::uint64_t, std::uint64_t> spent_;  // by offset
};

}  // namespace sessionstore::interop::bundle
