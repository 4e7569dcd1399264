#include "fork_id.h"

#include <sessionstore/digest.h>

namespace sessionstore::interop {

std::string fork_id(std::string_view id, std::string_view place) {
  constexpr std::string_view kLetters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr std::size_t kTime = 16;  // "ses_" and 12 digits
  constexpr std::size_t kRandom = 14;
  const Digest digest = sha256(std::string(id) + '\n' + std::string(place));
  std::string fork(id.substr(0, kTime));
  for (std::size_t at = 0; at < kRandom; ++at) {
    fork += kLetters[static_cast<unsigned char>(digest.raw()[at]) % kLetters.size()];
  }
  return fork;
}

}  // namespace sessionstore::interop
