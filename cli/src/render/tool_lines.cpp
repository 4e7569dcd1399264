#include "render/tool_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "render/text.h"
#include "render/time.h"

namespace sessionstore::cli {

namespace {

using json::View;

constexpr std::size_t kShownLines = 8;
constexpr int kShownColumns = 160;
constexpr int kShownInput = 120;

/// The argument that says most, by the names that OpenCode's own tools use; else all of them.
std::string telling_input(View input) {
  for (const auto* key :
       {"command", "filePath", "pattern", "query", "url", "path", "description"}) {
    if (const auto value = input[key].string()) {
      return printable_line(*value);
    }
  }
  return input.is_object() && input.text() != "{}" ? printable_line(input.text()) : std::string();
}

std::string call_line(View part, View state, int width, bool full) {
  std::string text = "● " + printable_line(part["tool"].string().value_or("tool"));
  std::string input = telling_input(state["input"]);
  if (!full) {
    input = cut_to_width(input, width > 0 ? std::max(20, width - 40) : kShownInput);
  }
  if (!input.empty()) {
    text += "  " + input;
  }
  std::string status = printable_line(state["status"].string().value_or("unknown"));
  const auto start = state["time"]["start"].integer();
  const auto end = state["time"]["end"].integer();
  if (start && end && *end >= *start) {
    status += ", " + duration(static_cast<double>(*end - *start) / 1000);
  }
  return fmt::format("{}  ({})", text, status);
}

}  // namespace

std::vector<Line> tool_lines(View part, int width, bool full) {
  const View state = part["state"];
  const auto error = state["error"].string();
  std::vector<Line> lines{{call_line(part, state, width, full), error ? Style::red : Style::cyan}};
  const std::string output = error ? *error : state["output"].string().value_or("");
  std::vector<Line> shown = text_lines(output, "  │ ", Style::dim);
  if (!full) {
    const std::size_t all = shown.size();
    shown.resize(std::min(all, kShownLines));
    for (Line& line : shown) {
      line.text = cut_to_width(line.text, width > 0 ? width : kShownColumns);
    }
    if (all > kShownLines) {
      shown.push_back({fmt::format("  │ … {} more lines (--full)", all - kShownLines), Style::dim});
    }
  }
  std::ranges::move(shown, std::back_inserter(lines));
  return lines;
}

}  // namespace sessionstore::cli
