#include "json/scanner.h"

#include <sessionstore/error.h>
#include <sessionstore/json/document.h>

#include <algorithm>
#include <array>
#include <vector>

#include "json/utf8.h"

namespace sessionstore::json {
namespace {

// Bytes that may stand in a string without a second look: all but quote, backslash and controls.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < plain.size(); ++byte) plain[byte] = true;
  plain['"'] = false;
  plain['\\'] = false;
  return plain;
}();

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Minifier {
 public:
  /// Without `out` it only looks, and white space is a failure too.
  Minifier(std::string_view text, std::string* out) : text_(text), out_(out) {
    if (out_ != nullptr) out_->reserve(out_->size() + text.size());
  }

  void run() {
    skip_space();
    value();
    while (!open_.empty()) member();
    if (at_ != text_.size()) fail("something follows the value");
  }

 private:
  // One element after another; containers are kept on a stack of their own, so depth costs no call.
  void member() {
    const char close = open_.back() == '{' ? '}' : ']';
    if (peek() == close) {
      if (after_comma_) fail("a comma without a value after it");
      take();
      open_.pop_back();
      first_ = false;
      skip_space();
      return;
    }
    if (!first_ && !after_comma_) {
      if (peek() != ',') fail(close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
      take();
      skip_space();
      after_comma_ = true;
      return;
    }
    if (open_.back() == '{') {
      if (peek() != '"') fail("expected a key in double quotes");
      string();
      skip_space();
      if (peek() != ':') fail("expected ':'");
      take();
      skip_space();
    }
    value();
  }

  void value() {
    first_ = false;
    after_comma_ = false;
    switch (peek()) {
      case '{':
      case '[':
        if (open_.size() >= static_cast<std::size_t>(Document::kMaxDepth)) {
          fail("nested deeper than " + std::to_string(Document::kMaxDepth) + " levels");
        }
        open_.push_back(text_[at_]);
        take();
        first_ = true;
        break;
      case '"':
        string();
        break;
      case 't':
        literal("true");
        break;
      case 'f':
        literal("false");
        break;
      case 'n':
        literal("null");
        break;
      default:
        number();
    }
    skip_space();
  }

  void string() {
    const std::size_t start = at_++;
    while (true) {
      while (at_ < text_.size() && kPlain[static_cast<unsigned char>(text_[at_])]) ++at_;
      const char c = peek();
      if (c == '"') break;
      if (c != '\\') fail("a control character inside a string");
      ++at_;
      escape();
    }
    ++at_;
    copy(start);
  }

  void escape() {
    switch (peek()) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
        ++at_;
        return;
      case 'u':
        break;
      default:
        fail("an unknown escape inside a string");
    }
    ++at_;
    for (int digit = 0; digit < 4; ++digit, ++at_) {
      if (!is_hex(peek())) fail("\\u without four hexadecimal digits");
    }
  }

  void literal(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) fail("no JSON value");
    const std::size_t start = at_;
    at_ += word.size();
    copy(start);
  }

  void number() {
    const std::size_t start = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;
    if (!at_digit()) fail("no JSON value");
    if (text_[at_] == '0') {
      ++at_;
    } else {
      digits();
    }
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      digits();
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      digits();
    }
    copy(start);
  }

  void digits() {
    if (!at_digit()) fail("a number without a digit");
    while (at_digit()) ++at_;
  }

  [[nodiscard]] bool at_digit() const { return at_ < text_.size() && is_digit(text_[at_]); }

  void skip_space() {
    const std::size_t start = at_;
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
    if (out_ == nullptr && at_ != start) fail("white space");
  }

  [[nodiscard]] char peek() const {
    if (at_ >= text_.size()) fail("the text ends too early");
    return text_[at_];
  }

  void take() {
    ++at_;
    copy(at_ - 1);
  }
  void copy(std::size_t start) {
    if (out_ != nullptr) out_->append(text_, start, at_ - start);
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(ErrorCode::corrupt,
                text_.empty() ? "it is empty"
                              : "invalid JSON at byte " + std::to_string(at_) + ": " + reason);
  }

  std::string_view text_;
  std::string* out_;
  std::size_t at_ = 0;
  std::vector<char> open_;
  bool first_ = false;
  bool after_comma_ = false;
};

// Finds the quotes first, which the library does many bytes at a time, and then looks whether an
// odd number of backslashes stands before one.
std::size_t end_of_string(std::string_view text, std::size_t start) {
  std::size_t quote = text.find('"', start + 1);
  for (; quote != std::string_view::npos; quote = text.find('"', quote + 1)) {
    std::size_t before = quote;
    while (before > start + 1 && text[before - 1] == '\\') --before;
    if ((quote - before) % 2 == 0) return quote + 1;
  }
  return text.size();
}

}  // namespace

void minify(std::string_view text, std::string& out) { Minifier(text, &out).run(); }

bool is_minified(std::string_view text) {
  if (!is_utf8(text)) return false;
  try {
    Minifier(text, nullptr).run();
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::size_t end_of_value(std::string_view text, std::size_t start) {
  if (start >= text.size()) return text.size();
  if (text[start] == '"') return end_of_string(text, start);
  std::size_t at = start;
  if (text[start] != '{' && text[start] != '[') {
    at = text.find_first_of(",]}", start);
    return at == std::string_view::npos ? text.size() : at;
  }
  int depth = 0;
  do {
    switch (text[at]) {
      case '"':
        at = end_of_string(text, at);
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        --depth;
        break;
      default:
        break;
    }
    ++at;
  } while (depth > 0 && at < text.size());
  return at;
}

}  // namespace sessionstore::json
