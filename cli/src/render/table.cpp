#include "render/table.h"

#include <algorithm>
#include <numeric>

#include "render/text.h"

namespace sessionstore::cli {

namespace {

constexpr int kGap = 2;

/// What the columns take, with the gaps between them.
int total(const std::vector<int>& widths) {
  const auto shown = static_cast<int>(widths.size() - std::ranges::count(widths, 0));
  return std::accumulate(widths.begin(), widths.end(), kGap * std::max(shown - 1, 0));
}

}  // namespace

int Table::least_width(std::size_t column, int width) const {
  const int least = columns_[column].least;
  return least == kWhole ? width : std::min(width, least);
}

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
  if (terminal.width <= 0) {
    return widths;
  }
  std::vector<int> least;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    least.push_back(least_width(i, widths[i]));
  }
  for (std::size_t i = 0; i < columns_.size() && total(least) > terminal.width; ++i) {
    if (columns_[i].optional) {
      widths[i] = least[i] = 0;
    }
  }
  for (int excess = total(widths) - terminal.width; excess > 0; --excess) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool can = widths[i] > least[i];
      if (can && (widest == columns_.size() || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest == columns_.size()) {
      break;
    }
    --widths[widest];
  }
  return widths;
}

void Table::print(std::FILE* out, const Terminal& terminal) const {
  const std::vector<int> width = widths(terminal);
  const auto line = [&](auto cell) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (width[i] == 0) {
        continue;
      }
      const std::string shown = cell(i);
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
  put(terminal.paint(
      Style::dim, line([&](std::size_t i) { return cut_to_width(columns_[i].title, width[i]); })));
  for (const auto& row : rows_) {
    put(line([&](std::size_t i) {
      return columns_[i].keep_end ? cut_to_end(row[i], width[i]) : cut_to_width(row[i], width[i]);
    }));
  }
}

}  // namespace sessionstore::cli
