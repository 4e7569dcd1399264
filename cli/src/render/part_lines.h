#pragma once

#include <sessionstore/model.h>

#include <optional>
#include <string>
#include <vector>

#include "render/terminal.h"

namespace sessionstore::cli {

/// One line of a transcript: printable, not yet coloured.
struct Line {
  std::string text = {};
  std::optional<Style> style = {};
};

/// How a part looks in a transcript. `width` is the terminal's, 0 where there is none; `full` shows
/// what is shortened otherwise. A part of a kind not known is shown as its JSON.
std::vector<Line> part_lines(const Part& part, int width, bool full);

/// `text`, which may have several lines, as printable lines that each begin with `indent`.
std::vector<Line> text_lines(std::string_view text, std::string_view indent,
                             std::optional<Style> style);

}  // namespace sessionstore::cli
