#include "wrapped_ids.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace sessionstore::interop {

bool is_beyond_today(std::string_view message_id, Millis now) {
  constexpr std::uint64_t kPerMillisecond = 4096;
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 48U) - 1;
  const std::uint64_t time = static_cast<std::uint64_t>(now) * kPerMillisecond & kMask;
  // With the last counter of this millisecond.
  const std::string today = fmt::format("msg_{:012x}", time | (kPerMillisecond - 1));
  return message_id.starts_with("msg_") && message_id.substr(0, today.size()) > today;
}

}  // namespace sessionstore::interop
