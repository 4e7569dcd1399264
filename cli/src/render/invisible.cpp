#include "render/invisible.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace sessionstore::cli {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

bool in_ranges(std::span<const Range> ranges, char32_t code) {
  const auto range = std::lower_bound(ranges.begin(), ranges.end(), code,
                                      [](const Range& r, char32_t c) { return r.last < c; });
  return range != ranges.end() && range->first <= code;
}

constexpr auto kInvisible = std::to_array<Range>({
    {0x00AD, 0x00AD},    // soft hyphen
    {0x034F, 0x034F},    // grapheme joiner
    {0x061C, 0x061C},    // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian selectors, separator
    {0x200B, 0x200F},    // zero width, joiners, marks
    {0x2028, 0x202E},    // separators, bidirectional
    {0x2060, 0x206F},    // word joiner, isolates
    {0x3164, 0x3164},    // Hangul filler
    {0xFDD0, 0xFDEF},    // no characters
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFA0, 0xFFA0},    // Hangul filler
    {0xFFF0, 0xFFFB},    // annotations
    {0x13430, 0x1343F},  // layout of hieroglyphs
    {0x1BCA0, 0x1BCA3},  // layout of shorthand
    {0x1D173, 0x1D17A},  // layout of music
    {0xE0000, 0xE0FFF},  // tags, selectors' supplement
});

// Blocks that hold symbols; more than are emoji, which matters little here.
constexpr auto kSymbols = std::to_array<Range>({{0x00A9, 0x00A9},
                                                {0x00AE, 0x00AE},
                                                {0x203C, 0x203C},
                                                {0x2049, 0x2049},
                                                {0x2122, 0x2122},
                                                {0x2139, 0x2139},
                                                {0x2190, 0x21FF},
                                                {0x2300, 0x24FF},
                                                {0x25A0, 0x27BF},
                                                {0x2900, 0x297F},
                                                {0x2B00, 0x2BFF},
                                                {0x3030, 0x303D},
                                                {0x3297, 0x3299},
                                                {0x1F000, 0x1FAFF}});

// Scripts whose letters join, or whose syllables are told apart by joiners.
constexpr auto kJoining =
    std::to_array<Range>({{0x0600, 0x06FF},      // Arabic
                          {0x0700, 0x08FF},      // Syriac, N'Ko, Arabic's supplements
                          {0x0900, 0x0DFF},      // the scripts of India
                          {0x0F00, 0x109F},      // Tibetan, Myanmar
                          {0x1780, 0x18AF},      // Khmer, Mongolian
                          {0x1900, 0x1CFF},      // further ones of Asia
                          {0xA800, 0xA8FF},      // Syloti Nagri to Devanagari extended
                          {0xA980, 0xAADF},      // Javanese to Tai Viet
                          {0xABC0, 0xABFF},      // Meetei Mayek
                          {0xFB50, 0xFDCF},      // Arabic's forms
                          {0xFE70, 0xFEFC},      // Arabic's forms
                          {0x11000, 0x11FFF}});  // further ones of India

// Scripts that are written without blanks, where a break of no width may stand between words.
constexpr auto kWithoutBlanks =
    std::to_array<Range>({{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x1950, 0x1AAF}});

constexpr char32_t kBreak = 0x200B;
constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kTextForm = 0xFE0E;
constexpr char32_t kEmojiForm = 0xFE0F;
constexpr char32_t kKeycap = 0x20E3;

bool is_symbol(char32_t code) { return in_ranges(kSymbols, code); }
bool is_mongolian(char32_t code) { return code >= 0x1810 && code <= 0x18AA; }

/// What takes the vowel from a letter, in the scripts of India; Sinhala, Myanmar and Khmer have
/// theirs elsewhere.
bool is_virama(char32_t code) {
  return (code >= 0x0900 && code < 0x0D80 && (code & 0x7FU) == 0x4D) || code == 0x0DCA ||
         code == 0x1039 || code == 0x17D2;
}

}  // namespace

bool is_invisible(char32_t code) {
  const bool no_character = (code & 0xFFFEU) == 0xFFFE;
  return code >= 0xAD && (no_character || in_ranges(kInvisible, code));
}

bool is_needed(char32_t code, const Before& before, char32_t next) {
  const char32_t last = before.last;
  if (code == kJoiner && is_symbol(next)) {
    return is_symbol(last) || (last == kEmojiForm && is_symbol(before.base));
  }
  if (code == kJoiner || code == kNonJoiner) {
    return in_ranges(kJoining, last) && !is_invisible(last) &&
           (is_virama(last) || (in_ranges(kJoining, next) && !is_invisible(next)));
  }
  if (code == kBreak) {
    return in_ranges(kWithoutBlanks, last) && in_ranges(kWithoutBlanks, next);
  }
  if (code == kTextForm || code == kEmojiForm) {
    const bool key = (last >= '0' && last <= '9') || last == '#' || last == '*';
    return is_symbol(last) || (key && next == kKeycap);
  }
  // Mongolian selectors, and its separator before a last vowel.
  return code >= 0x180B && code <= 0x180F && is_mongolian(last);
}

std::size_t flag_tags(std::string_view text) {
  for (const std::string_view region : {"gbeng", "gbsct", "gbwls"}) {
    std::string tags;
    for (const char letter : region) {
      tags += {'\xF3', '\xA0', '\x81',
               static_cast<char>(0x80U | (static_cast<unsigned char>(letter) & 0x3FU))};
    }
    tags += "\U000E007F";
    if (text.starts_with(tags)) {
      return tags.size();
    }
  }
  return 0;
}

}  // namespace sessionstore::cli
