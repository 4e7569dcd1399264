#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "render/terminal.h"

namespace sessionstore::cli {

/// A table of printable one-line texts whose columns line up, whatever script they are written in.
/// In a file nothing is cut. On a terminal too narrow for it the widest of the columns that may
/// give way is cut first, and again, each to what it needs at least; where that is not enough, what
/// may be left out is; and what is still too wide stays so, for what may not be cut is what one
/// came for.
class Table {
 public:
  static constexpr int kWhole = -1;  ///< never cut

  struct Column {
    std::string title;
    bool right = false;     ///< numbers
    int least = kWhole;     ///< columns of the terminal that it is cut to at most
    bool keep_end = false;  ///< it is the end that tells: of paths and project ids
    bool optional = false;  ///< left out where there is too little room for the others
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// As many cells as there are columns, printable (text.h) and without colour.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(std::FILE* out, const Terminal& terminal) const;

 private:
  /// Of each column; 0 where it is left out.
  [[nodiscard]] std::vector<int> widths(const Terminal& terminal) const;
  [[nodiscard]] int least_width(std::size_t column, int width) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace sessionstore::cli
