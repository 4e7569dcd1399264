#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "render/terminal.h"

namespace sessionstore::cli {

/// A table of printable one-line texts whose columns line up, whatever script they are written in.
/// On a terminal too narrow for it, the one flexible column is cut; in a file nothing is.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;     ///< numbers
    bool flexible = false;  ///< at most one: gives way where there is too little room
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// As many cells as there are columns, printable (text.h) and without colour.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(std::FILE* out, const Terminal& terminal) const;

 private:
  [[nodiscard]] std::vector<int> widths(const Terminal& terminal) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace sessionstore::cli
