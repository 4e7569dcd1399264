#include "render/markdown_inline.h"

#include <algorithm>

namespace sessionstore::cli {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
/// Some readers take longer runs of ` for text.
constexpr std::size_t kLongestTicks = 32;
constexpr std::size_t kLongestScheme = 256;

bool is_letter_or(char c, std::string_view others) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.find(c) != kNowhere;
}

bool is_digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::string small_letters(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  });
  return out;
}

std::size_t ticks_at(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of('`', at), line.size()) - at;
}

/// Where the run of exactly `length` ticks is that ends the code begun before `at`.
std::size_t find_ticks(std::string_view line, std::size_t at, std::size_t length) {
  for (at = line.find('`', at); at != kNowhere; at = line.find('`', at)) {
    const std::size_t run = ticks_at(line, at);
    if (run == length) {
      return at;
    }
    at += run;
  }
  return kNowhere;
}

/// How long the `<https://...>` is that `text` begins with; 0 where it does not.
std::size_t web_address_length(std::string_view text) {
  if (!text.starts_with("<http://") && !text.starts_with("<https://")) {
    return 0;
  }
  const std::size_t end = text.find_first_of("<`\"' \\[]>", 1);
  return end != kNowhere && text[end] == '>' ? end + 1 : 0;
}

bool begins_html(std::string_view text) { return text.size() > 1 && is_letter_or(text[1], "/!?"); }

/// Whether an address begins there that some readers make a link of, with all up to a blank.
bool begins_bare_address(std::string_view text) {
  if (std::string_view(":wWmMxX").find(text.front()) == kNowhere) {
    return false;
  }
  if (text.starts_with("://")) {
    return true;
  }
  const std::string begin = small_letters(text.substr(0, 7));
  return begin.starts_with("www.") || begin.starts_with("xmpp:") || begin == "mailto:";
}

/// Whether a link's destination, with which `rest` begins, is an address of the web, of mail, or of
/// what is beside the document. One that goes on in the next line is none that we know.
bool is_harmless_destination(std::string_view rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t<"), rest.size()));
  if (rest.empty()) {
    return false;
  }
  // A scheme is short: who writes many brackets is not to make us look through the line for each.
  const std::string_view begin = rest.substr(0, kLongestScheme);
  const std::size_t end = begin.find_first_of("/?# \t)>");
  if (end == kNowhere && begin.size() < rest.size()) {
    return false;
  }
  const std::string_view head = begin.substr(0, end);
  // Character references and escapes may spell a scheme.
  if (head.find_first_of("&\\") != kNowhere) {
    return false;
  }
  const std::size_t colon = head.find(':');
  if (colon == kNowhere) {
    return true;
  }
  const std::string scheme = small_letters(head.substr(0, colon));
  if (scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "ftp") {
    return true;
  }
  // file.cpp:12
  return scheme.find('.') != kNowhere && is_digit_at(head, colon + 1);
}

/// Whether `text` begins as a link, or a link's definition, whose destination is not known to be
/// harmless: "](" or "]:".
bool begins_doubtful_link(std::string_view text) {
  return text.size() > 1 && text.front() == ']' && (text[1] == '(' || text[1] == ':') &&
         !is_harmless_destination(text.substr(2));
}

/// Whether a link `](...)` is so simple that nothing in it has a meaning, and how long it is.
std::size_t simple_link_length(std::string_view text) {
  const std::size_t end = text.find_first_of(" \t\"'<>()\\`", 2);
  return end != kNowhere && text[end] == ')' ? end + 1 : 0;
}

}  // namespace

std::string MarkdownInline::harmless(std::string_view line) {
  std::string out;
  out.reserve(line.size() + 16);
  in_address_ = false;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '\\' && at + 1 < line.size()) {
      // Not every reader knows an escaped <.
      const bool html = begins_html(line.substr(at + 1)) && line[at + 1] == '<';
      out += html ? std::string("&lt;") : std::string(line.substr(at, 2));
      at += 2;
      if (begins_doubtful_link(line.substr(at - 1))) {
        out += '\\';  // nor an escaped ]
      }
    } else if (c == '`') {
      code(line, at, out);
    } else if (c == ']') {
      bracket(line, at, out);
    } else if (c == '<' && web_address_length(line.substr(at)) > 0) {
      const std::size_t length = web_address_length(line.substr(at));
      out += line.substr(at, length);
      at += length;
    } else if (c == '<' && begins_html(line.substr(at))) {
      out += "&lt;";
      ++at;
    } else {
      const bool blank = c == ' ' || c == '\t';
      in_address_ = !blank && (in_address_ || begins_bare_address(line.substr(at)));
      out += c;
      ++at;
    }
  }
  return out;
}

void MarkdownInline::code(std::string_view line, std::size_t& at, std::string& out) {
  const std::size_t ticks = ticks_at(line, at);
  const std::size_t inside = at + ticks;
  const std::size_t end = doubtful_ || ticks > kLongestTicks || in_address_
                              ? kNowhere
                              : find_ticks(line, inside, ticks);
  const bool table = tables_ && line.substr(inside, end - inside).find('|') != kNowhere;
  if (end == kNowhere || table) {
    // What it is depends on what follows, or on who reads it.
    doubtful_ = true;
    out += line.substr(at, ticks);
    at = inside;
    return;
  }
  out += line.substr(at, end + ticks - at);
  at = end + ticks;
}

void MarkdownInline::bracket(std::string_view line, std::size_t& at, std::string& out) {
  const std::string_view rest = line.substr(at);
  const char next = rest.size() > 1 ? rest[1] : '\0';
  if (next == '(' || next == ':') {
    if (begins_doubtful_link(rest)) {
      doubtful_ = true;
      out += std::string("]\\") + next;
      at += 2;
      return;
    }
    if (const std::size_t length = next == '(' ? simple_link_length(rest) : 0; length > 0) {
      out += rest.substr(0, length);
      at += length;
      return;
    }
    doubtful_ = true;
  } else if (next == '[') {
    const std::size_t end = rest.find(']', 2);
    doubtful_ =
        doubtful_ || end == kNowhere || rest.substr(2, end - 2).find_first_of("`\\[") != kNowhere;
  }
  out += ']';
  ++at;
}

}  // namespace sessionstore::cli
