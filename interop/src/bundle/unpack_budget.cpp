#include "bundle/unpack_budget.h"

#include <algorithm>

#include "bundle/format.h"

namespace sessionstore::interop::bundle {
namespace {

// Enough for the largest row that there may be, which takes 16 KB if it is one letter over and
// over.
constexpr std::uint64_t kFree = kMaxLineBytes + (64U << 20U);
// Text that people and programs write comes to a few hundred to one at most.
constexpr std::uint64_t kPerByte = 6000;

}  // namespace

UnpackBudget::UnpackBudget(std::uint64_t file_bytes)
    : left_(kFree + kPerByte * std::min(file_bytes, UINT64_MAX / kPerByte / 2)) {}

std::uint64_t UnpackBudget::left_for(std::uint64_t offset) const {
  const auto before = spent_.find(offset);
  return left_ + (before == spent_.end() ? 0 : before->second);
}

void UnpackBudget::spend(std::uint64_t offset, std::uint64_t cost) {
  std::uint64_t& before = spent_[offset];
  if (cost <= before) return;
  left_ -= std::min(left_, cost - before);
  before = cost;
}

}  // namespace sessionstore::interop::bundle
