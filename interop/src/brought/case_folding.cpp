#include "case_folding.h"

#include <array>
#include <cstdint>

namespace sessionstore::interop {
namespace {

/// Capitals from `first` to `last`, and how far behind each its small letter stands.
struct Capitals {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t distance = 0;
  bool every_other = false;  // each is followed by its small letter
};

// All of these letters, and their small ones, have two bytes.
constexpr std::array<Capitals, 16> kCapitals{{{0xC0, 0xD6, 32},
                                              {0xD8, 0xDE, 32},
                                              {0x100, 0x12E, 1, true},
                                              {0x132, 0x136, 1, true},
                                              {0x139, 0x147, 1, true},
                                              {0x14A, 0x176, 1, true},
                                              {0x179, 0x17D, 1, true},
                                              {0x386, 0x386, 38},
                                              {0x388, 0x38A, 37},
                                              {0x391, 0x3A1, 32},
                                              {0x3A3, 0x3AB, 32},
                                              {0x400, 0x40F, 80},
                                              {0x410, 0x42F, 32},
                                              {0x460, 0x480, 1, true},
                                              {0x48A, 0x4BE, 1, true},
                                              {0x4D0, 0x52E, 1, true}}};

std::uint32_t small_letter(std::uint32_t letter) {
  for (const Capitals& some : kCapitals) {
    if (letter < some.first || letter > some.last) continue;
    if (some.every_other && (letter - some.first) % 2 != 0) continue;
    return letter + some.distance;
  }
  return letter;
}

std::uint32_t bits(char byte, unsigned mask) { return static_cast<unsigned char>(byte) & mask; }

}  // namespace

std::string folded(std::string_view text) {
  std::string small(text);
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (small[i] >= 'A' && small[i] <= 'Z') {
      small[i] = static_cast<char>(small[i] - 'A' + 'a');
    } else if (bits(small[i], 0xE0) == 0xC0 && i + 1 < small.size() &&
               bits(small[i + 1], 0xC0) == 0x80) {
      const std::uint32_t letter =
          small_letter((bits(small[i], 0x1F) << 6U) | bits(small[i + 1], 0x3F));
      small[i] = static_cast<char>(0xC0U | (letter >> 6U));
      small[++i] = static_cast<char>(0x80U | (letter & 0x3FU));
    }
  }
  return small;
}

}  // namespace sessionstore::interop
