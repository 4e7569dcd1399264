#include "jsonc.h"

#include <algorithm>

namespace sessionstore::config {
namespace {

// The end of the string that opens at `start`. One that is not closed ends with its line, so that
// what follows is read as if it had been.
std::size_t string_end(std::string_view text, std::size_t start) {
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    } else if (text[i] == '\n') {
      return i;
    }
  }
  return text.size();
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

constexpr std::string_view kPunctuation = " \t\r\n,:]}[{\"/";

}  // namespace

PlainJson plain_json(std::string_view jsonc) {
  PlainJson plain{std::string(jsonc), {}, std::string::npos};
  std::string& text = plain.text;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("//")) {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      blank(text, i, end);
      i = end;
    } else if (rest.starts_with("/*")) {
      const std::size_t close = text.find("*/", i + 2);
      if (close == std::string::npos) {
        plain.open_comment = i;
        blank(text, i, text.size());
        break;
      }
      blank(text, i, close + 2);
      i = close + 2;
    } else if (rest.front() == '"') {
      plain.tokens.push_back(i);
      i = string_end(text, i);
    } else if (rest.front() == '{' || rest.front() == '[') {
      plain.tokens.push_back(i++);
    } else if (kPunctuation.find(rest.front()) != std::string_view::npos) {
      ++i;
    } else {
      plain.tokens.push_back(i);
      i = std::min(text.find_first_of(kPunctuation, i), text.size());
    }
  }
  return plain;
}

}  // namespace sessionstore::config
