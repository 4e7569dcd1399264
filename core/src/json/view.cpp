#include <fmt/format.h>
#include <sessionstore/json/view.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "json/scanner.h"
#include "json/utf8.h"

namespace sessionstore::json {
namespace {

unsigned hex_value(char c) {
  if (c <= '9') return static_cast<unsigned>(c - '0') & 15U;
  return (static_cast<unsigned>((c | 0x20) - 'a') + 10) & 15U;
}

// The four hexadecimal digits behind `\u`.
char32_t code_unit(std::string_view digits) {
  char32_t unit = 0;
  for (const char digit : digits.substr(0, 4)) unit = (unit << 4U) | hex_value(digit);
  return unit;
}

// Appends what the escape at `raw[at]` (a backslash) stands for; returns where the text goes on.
// Stays inside `raw` even where that is damaged.
std::size_t unescape(std::string_view raw, std::size_t at, std::string& out) {
  if (at + 1 >= raw.size()) return raw.size();
  switch (const char c = raw[at + 1]) {
    case 'b':
      out += '\b';
      return at + 2;
    case 'f':
      out += '\f';
      return at + 2;
    case 'n':
      out += '\n';
      return at + 2;
    case 'r':
      out += '\r';
      return at + 2;
    case 't':
      out += '\t';
      return at + 2;
    default:
      out += c;
      return at + 2;
    case 'u':
      break;
  }
  const char32_t unit = code_unit(raw.substr(at + 2));
  at = std::min(at + 6, raw.size());
  const bool high = unit >= 0xD800 && unit < 0xDC00;
  if (high && raw.substr(at).starts_with("\\u")) {
    const char32_t low = code_unit(raw.substr(at + 2));
    if (low >= 0xDC00 && low < 0xE000) {
      append_utf8(out, 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00));
      return std::min(at + 6, raw.size());
    }
  }
  append_utf8(out, unit);
  return at;
}

// `quoted` is a JSON string with its quotes.
std::string unquote(std::string_view quoted) {
  if (quoted.size() < 2) return {};
  const std::string_view raw = quoted.substr(1, quoted.size() - 2);
  std::string out;
  out.reserve(raw.size());
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t escape = std::min(raw.find('\\', at), raw.size());
    out.append(raw, at, escape - at);
    at = escape;
    if (at < raw.size()) at = unescape(raw, at, out);
  }
  return out;
}

}  // namespace

View View::operator[](std::string_view key) const {
  View found;
  if (!is_object()) return found;
  for (Cursor cursor(*this); cursor.next();) {
    if (cursor.key_is(key)) found = cursor.value();
  }
  return found;
}

std::optional<std::string> View::string() const {
  if (!text_.starts_with('"')) return std::nullopt;
  return unquote(text_);
}

std::optional<double> View::number() const {
  if (text_.empty() || (text_[0] != '-' && (text_[0] < '0' || text_[0] > '9'))) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (error != std::errc{} || end != text_.data() + text_.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> View::integer() const {
  std::int64_t value = 0;
  const char* const last = text_.data() + text_.size();
  const auto [end, error] = std::from_chars(text_.data(), last, value);
  if (error == std::errc{} && end == last) return value;
  const std::optional<double> real = number();
  if (!real || *real != std::floor(*real) || std::abs(*real) > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*real);
}

Cursor::Cursor(View container) : object_(container.is_object()) {
  if (object_ || container.is_array()) {
    rest_ = container.text().substr(1, container.text().size() - 2);
  }
}

bool Cursor::next() {
  if (rest_.empty()) return false;
  if (rest_.front() == ',') rest_.remove_prefix(1);
  if (object_) {
    key_ = rest_.substr(0, end_of_value(rest_, 0));
    rest_.remove_prefix(std::min(key_.size() + 1, rest_.size()));
  }
  value_ = rest_.substr(0, end_of_value(rest_, 0));
  rest_.remove_prefix(value_.size());
  // No value is empty: this text is damaged, and would never end.
  if (value_.empty()) rest_ = {};
  return !value_.empty();
}

bool Cursor::key_is(std::string_view name) const {
  if (key_.size() < 2) return false;
  if (key_.find('\\') != std::string_view::npos) return unquote(key_) == name;
  return key_.substr(1, key_.size() - 2) == name;
}

std::string quote(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
  return out;
}

}  // namespace sessionstore::json
