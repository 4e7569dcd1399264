#include "render/markdown_blocks.h"

#include <algorithm>

namespace sessionstore::cli {

namespace {

constexpr std::size_t kCodeIndent = 4;
/// Deeper is nobody's text, and takes each reader long.
constexpr std::size_t kMostContainers = 100;

std::size_t spaces_at(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of(' ', at), line.size()) - std::min(at, line.size());
}

bool is_all(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

std::size_t run_length(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

/// With tabs as the blanks that they stand for, so that a position is a column.
std::string with_columns(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (c == '\t') {
      out.append(kCodeIndent - out.size() % kCodeIndent, ' ');
    } else {
      out += c;
    }
  }
  return out;
}

bool is_heading(std::string_view text) {
  const std::size_t level = run_length(text, '#');
  return level >= 1 && level <= 6 && (level == text.size() || text[level] == ' ');
}

bool is_underline(std::string_view text) {
  const char c = text.front();
  return (c == '=' || c == '-') && is_all(text.substr(run_length(text, c)), " ");
}

bool is_rule(std::string_view text) {
  const char c = text.front();
  return (c == '-' || c == '*' || c == '_') && is_all(text, std::string{c, ' '}) &&
         std::ranges::count(text, c) >= 3;
}

/// How long the mark of a list's item at the start of `text` is; 0 where there is none.
std::size_t mark_length(std::string_view text) {
  std::size_t length = 1;
  if (std::string_view("-+*").find(text.front()) == std::string_view::npos) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 9 || digits == text.size() ||
        (text[digits] != '.' && text[digits] != ')')) {
      return 0;
    }
    length = digits + 1;
  }
  return length == text.size() || text[length] == ' ' ? length : 0;
}

}  // namespace

bool is_table_rule(std::string_view line) {
  return is_all(line, "|:- \t>") && line.find('-') != std::string_view::npos &&
         line.find_first_of("|:") != std::string_view::npos;
}

MarkdownLine MarkdownBlocks::next(std::string_view line) {
  const std::string columns =
      line.find('\t') == std::string_view::npos ? std::string() : with_columns(line);
  const MarkdownLine kind = classify(columns.empty() ? line : columns);
  return kind == MarkdownLine::code && doubtful_ ? MarkdownLine::text : kind;
}

std::size_t MarkdownBlocks::match_containers(std::string_view line) {
  std::size_t at = 0;
  for (matched_ = 0; matched_ < open_.size(); ++matched_) {
    const Container& container = open_[matched_];
    const std::size_t indent = spaces_at(line, at);
    const bool blank = at + indent == line.size();
    if (container.quote) {
      if (blank || indent >= kCodeIndent || line[at + indent] != '>') {
        break;
      }
      at += indent + 1;
      at += spaces_at(line, at) > 0 ? 1 : 0;
    } else if (indent >= container.indent) {
      at += container.indent;
    } else if (blank && !container.empty) {
      at += indent;
    } else {
      break;
    }
  }
  return at;
}

bool MarkdownBlocks::continue_leaf(std::string_view line, std::size_t at, MarkdownLine& kind) {
  if (leaf_ != Leaf::fenced && leaf_ != Leaf::indented) {
    return false;
  }
  if (matched_ < open_.size()) {
    leaf_ = Leaf::none;
    close_unmatched();
    return false;
  }
  const std::size_t indent = spaces_at(line, at);
  kind = MarkdownLine::code;
  if (leaf_ == Leaf::indented) {
    if (indent >= kCodeIndent || at + indent == line.size()) {
      return true;
    }
    leaf_ = Leaf::none;
    return false;
  }
  const std::string_view text = line.substr(at + indent);
  const std::size_t run = run_length(text, fence_.front());
  if (indent < kCodeIndent && run >= fence_.size() && is_all(text.substr(run), " ")) {
    leaf_ = Leaf::none;
  }
  return true;
}

MarkdownLine MarkdownBlocks::classify(std::string_view line) {
  const std::size_t at = match_containers(line);
  MarkdownLine kind = MarkdownLine::text;
  if (continue_leaf(line, at, kind)) {
    return kind;
  }
  if (at + spaces_at(line, at) == line.size()) {
    close_unmatched();
    leaf_ = Leaf::none;
    return MarkdownLine::blank;
  }
  kind = start_block(line, at);
  for (Container& container : open_) {
    container.empty = container.empty && &container == &open_.back() && leaf_ == Leaf::none &&
                      kind == MarkdownLine::blank;
  }
  return kind == MarkdownLine::blank ? MarkdownLine::text : kind;
}

MarkdownLine MarkdownBlocks::start_block(std::string_view line, std::size_t at) {
  const bool lazy = leaf_ == Leaf::paragraph && matched_ < open_.size();
  bool in_paragraph = leaf_ == Leaf::paragraph && !lazy;
  bool may_go_on = leaf_ == Leaf::paragraph;  // until something new begins on this line
  for (;;) {
    const std::size_t indent = spaces_at(line, at);
    const std::string_view text = line.substr(at + indent);
    if (text.empty()) {
      return MarkdownLine::blank;
    }
    if (indent >= kCodeIndent) {
      if (may_go_on) {
        doubtful_ = doubtful_ || (lazy && readers_differ());
        return MarkdownLine::text;
      }
      close_unmatched();
      leaf_ = Leaf::indented;
      return MarkdownLine::code;
    }
    if (matched_ >= kMostContainers) {
      doubtful_ = true;
      return MarkdownLine::text;
    }
    if (open_quote(line, at) || open_item(line, at, in_paragraph)) {
      in_paragraph = may_go_on = false;
      continue;
    }
    if (open_fence(text)) {
      return MarkdownLine::code;
    }
    const bool underline = in_paragraph && is_underline(text);
    if (underline || is_heading(text) || is_rule(text)) {
      doubtful_ = doubtful_ || (underline && readers_differ());
      close_unmatched();
      leaf_ = Leaf::none;
      return MarkdownLine::text;
    }
    if (in_paragraph) {
      perhaps_table_ = perhaps_table_ || is_table_rule(text);
    } else if (may_go_on) {
      doubtful_ = doubtful_ || readers_differ();
    } else {
      close_unmatched();
      leaf_ = Leaf::paragraph;
      perhaps_table_ = false;
      perhaps_link_ = text.starts_with('[') && (text.find("]:") != std::string_view::npos ||
                                                text.find(']') == std::string_view::npos);
      // A footnote's text is indented, for readers that know them.
      doubtful_ = doubtful_ || text.starts_with("[^");
    }
    return MarkdownLine::text;
  }
}

bool MarkdownBlocks::open_quote(std::string_view line, std::size_t& at) {
  const std::size_t mark = at + spaces_at(line, at);
  if (line[mark] != '>') {
    return false;
  }
  close_unmatched();
  open_.push_back({.quote = true});
  matched_ = open_.size();
  leaf_ = Leaf::none;
  at = mark + 1;
  at += spaces_at(line, at) > 0 ? 1 : 0;
  return true;
}

bool MarkdownBlocks::open_item(std::string_view line, std::size_t& at, bool in_paragraph) {
  const std::size_t indent = spaces_at(line, at);
  const std::string_view text = line.substr(at + indent);
  const std::size_t mark = mark_length(text);
  if (mark == 0 || is_rule(text) || (in_paragraph && is_underline(text))) {
    return false;
  }
  const std::size_t gap = spaces_at(text, mark);
  const bool empty = mark + gap == text.size();
  const bool digits = text.front() >= '0' && text.front() <= '9';
  const bool first = !digits || text.substr(0, mark - 1) == "1";
  if (in_paragraph && (empty || !first)) {
    doubtful_ = doubtful_ || readers_differ();
    return false;
  }
  const std::size_t taken = mark + (empty || gap > kCodeIndent ? 1 : gap);
  close_unmatched();
  open_.push_back({.indent = indent + taken, .empty = empty});
  matched_ = open_.size();
  leaf_ = Leaf::none;
  at = std::min(at + indent + taken, line.size());
  if (empty) {
    at = line.size();
  }
  return true;
}

bool MarkdownBlocks::open_fence(std::string_view text) {
  const char c = text.front();
  const std::size_t length = c == '`' || c == '~' ? run_length(text, c) : 0;
  if (length < 3 || (c == '`' && text.find('`', length) != std::string_view::npos)) {
    return false;
  }
  close_unmatched();
  leaf_ = Leaf::fenced;
  fence_.assign(length, c);
  return true;
}

std::string MarkdownBlocks::closing() const {
  if (leaf_ != Leaf::fenced) {
    return {};
  }
  std::string line;
  for (const Container& container : open_) {
    line += container.quote ? std::string("> ") : std::string(container.indent, ' ');
  }
  return line + fence_;
}

}  // namespace sessionstore::cli
