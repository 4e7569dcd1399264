#include "render/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <cwchar>
#include <utility>

#include "render/invisible.h"

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

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

/// Takes characters one after the other and writes them so that all of them are seen.
class Printer {
 public:
  explicit Printer(std::size_t expected_size) { out_.reserve(expected_size); }

  /// `rest` is what follows it.
  void add(const Character& character, std::string_view rest) {
    const char32_t code = character.code;
    if (tags_left_ > 0) {
      tags_left_ -= std::min(tags_left_, character.bytes.size());
      out_ += character.bytes;
    } else if (!character.valid) {
      spell("\uFFFD");
    } else if (is_control(code)) {
      spell(fmt::format("\\x{:02x}", static_cast<unsigned>(code)));
    } else if (!is_invisible(code) ||
               is_needed(code, before_, rest.empty() ? 0 : next_character(rest).code)) {
      out_ += character.bytes;
      before_ = {code, before_.last};
      tags_left_ = code == kBlackFlag ? flag_tags(rest) : 0;
    } else {
      spell(fmt::format("\\u{:04x}", static_cast<unsigned>(code)));
    }
  }
  /// A character that is shown as it is, such as a blank.
  void add_plain(char c) {
    out_ += c;
    before_ = {};
  }

  [[nodiscard]] bool empty() const { return out_.empty(); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  static constexpr char32_t kBlackFlag = 0x1F3F4;

  void spell(std::string_view text) {
    out_ += text;
    before_ = {};
  }

  std::string out_;
  Before before_;
  std::size_t tags_left_ = 0;
};

int width_of(const Character& character) {
  return character.valid ? std::max(0, ::wcwidth(static_cast<wchar_t>(character.code))) : 1;
}

}  // namespace

void use_utf8() { std::setlocale(LC_CTYPE, "C.UTF-8"); }

std::string printable_line(std::string_view text) {
  Printer out(text.size());
  bool blank = false;
  while (!text.empty()) {
    const Character character = next_character(text);
    text.remove_prefix(character.bytes.size());
    if (character.code == ' ' || (character.code >= '\t' && character.code <= '\r')) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) {
      out.add_plain(' ');
    }
    blank = false;
    out.add(character, text);
  }
  return out.take();
}

// What is no ASCII stands in strings only, and so does DEL.
std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const Character character = next_character(json);
    json.remove_prefix(character.bytes.size());
    const char32_t code = character.code;
    if (!character.valid || code < 0x7F || !(is_control(code) || is_invisible(code))) {
      out += character.bytes;
    } else if (code > 0xFFFF) {
      const auto above = static_cast<unsigned>(code) - 0x10000;
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10U), 0xDC00 + (above & 0x3FFU));
    } else {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(code));
    }
  }
  return out;
}

std::string printable_text(std::string_view text) {
  Printer out(text.size());
  while (!text.empty()) {
    const Character character = next_character(text);
    text.remove_prefix(character.bytes.size());
    if (character.code == '\n' || character.code == '\t') {
      out.add_plain(character.bytes.front());
    } else if (character.code != '\r' || !text.starts_with('\n')) {
      out.add(character, text);
    }
  }
  return out.take();
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

std::string cut_to_end(std::string_view text, int width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  std::string_view rest = text;
  // What joins the character before it goes with that one.
  for (int more = display_width(text); more > width - 1;) {
    more -= width_of(next_character(rest));
    rest.remove_prefix(next_character(rest).bytes.size());
    while (!rest.empty() && width_of(next_character(rest)) == 0) {
      rest.remove_prefix(next_character(rest).bytes.size());
    }
  }
  return width > 0 ? "…" + std::string(rest) : std::string();
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
