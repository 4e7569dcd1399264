#include "render/markdown_text.h"

#include <algorithm>

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

/// The fence (``` or ~~~, three or more) that a line begins with; empty if none.
std::string_view fence_of(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(indent);
  if (indent > 3 || line.empty() || (line[0] != '`' && line[0] != '~')) {
    return {};
  }
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  return length >= 3 ? line.substr(0, length) : std::string_view();
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// A line outside code blocks.
std::string harmless(std::string_view line) {
  std::string out(line);
  replace_all(out, "<!--", "&lt;!--");
  replace_all(out, "</details", "&lt;/details");
  replace_all(out, "<details", "&lt;details");
  return out;
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

std::string markdown_enclosed(std::string text) {
  text = printable_text(text);
  std::string out;
  out.reserve(text.size() + 16);
  std::string open;  // the fence of the code block that a line is in
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::string_view fence = fence_of(line);
    if (open.empty()) {
      if (fence.empty() && line.find('<') != std::string_view::npos) {
        out += harmless(line);
      } else {
        out += line;
      }
      open = fence;
    } else {
      out += line;
      const bool closes = fence.size() >= open.size() && fence.starts_with(open[0]) &&
                          is_blank(line.substr(line.find(fence) + fence.size()));
      if (closes) {
        open.clear();
      }
    }
    out += '\n';
  }
  if (!open.empty()) {
    out += open + '\n';
  }
  while (out.ends_with('\n')) {
    out.pop_back();
  }
  return out;
}

}  // namespace sessionstore::cli
