#include "render/table.h"

#include <algorithm>
#include <numeric>

#include "render/text.h"

namespace sessionstore::cli {

namespace {

constexpr int kGap = 2;
constexpr int kNarrowest = 8;

}  // namespace

std::vector<int> Table::widths(const Terminal& terminal) const {
  std::vector<int> widths;
  for (const Column& column : columns_) {
    widths.push_back(display_width(column.title));
  }
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  }
  if (terminal.width > 0) {
    const int gaps = kGap * static_cast<int>(columns_.size() - 1);
    const int excess = std::accumulate(widths.begin(), widths.end(), gaps) - terminal.width;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].flexible && excess > 0) {
        widths[i] = std::max(std::min(kNarrowest, widths[i]), widths[i] - excess);
      }
    }
  }
  return widths;
}

void Table::print(std::FILE* out, const Terminal& terminal) const {
  const std::vector<int> width = widths(terminal);
  const auto line = [&](auto cell) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string shown = cut_to_width(cell(i), width[i]);
      const std::string padding(static_cast<std::size_t>(width[i] - display_width(shown)), ' ');
      text += columns_[i].right ? padding + shown : shown + padding;
      text.append(kGap, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  const auto put = [&](const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), out);
    std::fputc('\n', out);
  };
  put(terminal.paint(Style::dim, line([&](std::size_t i) { return columns_[i].title; })));
  for (const auto& row : rows_) {
    put(line([&](std::size_t i) { return row[i]; }));
  }
}

}  // namespace sessionstore::cli
