#include "render/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace sessionstore::cli {

namespace {

/// One character of a text: its bytes, and its code point or 0xFFFD where it is no UTF-8.
struct Character {
  std::string_view bytes;
  char32_t code = 0;
  bool valid = true;
};

Character next_character(std::string_view text) {
  if (const auto first = static_cast<unsigned char>(text.front()); first < 0x80) {
    return {text.substr(0, 1), first, true};
  }
  std::mbstate_t state{};
  wchar_t wide = 0;
  const std::size_t size = std::mbrtowc(&wide, text.data(), text.size(), &state);
  if (size == 0 || size > text.size()) {
    return {text.substr(0, 1), 0xFFFD, false};
  }
  return {text.substr(0, size), static_cast<char32_t>(wide), true};
}

/// Characters that change the order in which others are read, or end a line unseen.
bool reorders(char32_t code) {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

void append_printable(std::string& out, const Character& character) {
  if (!character.valid) {
    out += "\uFFFD";
  } else if (is_control(character.code)) {
    out += fmt::format("\\x{:02x}", static_cast<unsigned>(character.code));
  } else if (reorders(character.code)) {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(character.code));
  } else {
    out += character.bytes;
  }
}

int width_of(const Character& character) {
  return character.valid ? std::max(0, ::wcwidth(static_cast<wchar_t>(character.code))) : 1;
}

}  // namespace

void use_utf8() { std::setlocale(LC_CTYPE, "C.UTF-8"); }

std::string printable_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  while (!text.empty()) {
    const Character character = next_character(text);
    text.remove_prefix(character.bytes.size());
    if (character.code == ' ' || (character.code >= '\t' && character.code <= '\r')) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) {
      out += ' ';
    }
    blank = false;
    append_printable(out, character);
  }
  return out;
}

std::string printable_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = next_character(text);
    text.remove_prefix(character.bytes.size());
    if (character.code == '\n' || character.code == '\t') {
      out += character.bytes;
    } else if (character.code != '\r' || !text.starts_with('\n')) {
      append_printable(out, character);
    }
  }
  return out;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character character = next_character(text);
    text.remove_prefix(character.bytes.size());
    width += width_of(character);
  }
  return width;
}

std::string cut_to_width(std::string_view text, int width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  std::string_view rest = text;
  int used = 0;
  while (!rest.empty()) {
    const Character character = next_character(rest);
    const int more = width_of(character);
    if (used + more > width - 1) {
      break;
    }
    used += more;
    rest.remove_prefix(character.bytes.size());
  }
  std::string out(text.substr(0, text.size() - rest.size()));
  if (width > 0) {
    out += "…";
  }
  return out;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Character character = next_character(text);
    if (!character.valid) {
      return false;
    }
    text.remove_prefix(character.bytes.size());
  }
  return true;
}

}  // namespace sessionstore::cli
