#include "render/markdown_text.h"

#include <algorithm>

#include "render/markdown_blocks.h"
#include "render/markdown_inline.h"
#include "render/text.h"

namespace sessionstore::cli {

namespace {

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char other : text) {
    run = other == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// The lines of a text, without their ends.
template <typename Take>
void for_each_line(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool may_have_tables(std::string_view text) {
  bool found = false;
  for_each_line(text, [&](std::string_view line) { found = found || is_table_rule(line); });
  return found;
}

}  // namespace

std::string markdown_plain(std::string_view text) {
  std::string out;
  for (const char c : printable_line(text)) {
    if (std::string_view("\\`*_{}[]<>#|&~$").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  const std::string line = printable_line(text);
  const std::string ticks(longest_run(line, '`') + 1, '`');
  const bool padded = line.empty() || line.front() == '`' || line.back() == '`';
  return ticks + (padded ? " " : "") + line + (padded ? " " : "") + ticks;
}

std::string markdown_fence(std::string_view language, std::string_view text) {
  const std::string shown = printable_text(text);
  const std::string fence(std::max<std::size_t>(3, longest_run(shown, '`') + 1), '`');
  std::string out = fence + std::string(language) + '\n' + shown;
  if (!out.ends_with('\n')) {
    out += '\n';
  }
  return out + fence;
}

bool begins_indented(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || first == 0) {
    return false;
  }
  const std::size_t end = text.substr(0, first).rfind('\n');
  const std::string_view blanks =
      end == std::string_view::npos ? text.substr(0, first) : text.substr(end + 1, first - end - 1);
  return blanks.size() > 1 || blanks == "\t";
}

std::string markdown_enclosed(std::string text) {
  text = printable_text(text);
  std::string out;
  out.reserve(text.size() + 16);
  MarkdownBlocks blocks;
  MarkdownInline words(may_have_tables(text));
  for_each_line(text, [&](std::string_view line) {
    const MarkdownLine kind = blocks.next(line);
    if (kind == MarkdownLine::text) {
      out += words.harmless(line);
    } else {
      words.end_paragraph();
      out += line;
    }
    out += '\n';
  });
  if (const std::string closing = blocks.closing(); !closing.empty()) {
    out += closing + '\n';
  }
  while (out.ends_with('\n')) {
    out.pop_back();
  }
  return out;
}

}  // namespace sessionstore::cli
