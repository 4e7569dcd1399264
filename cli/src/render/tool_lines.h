#pragma once

#include <sessionstore/json/view.h>

#include <vector>

#include "render/part_lines.h"

namespace sessionstore::cli {

/// A tool call: one line for what was called, then its output or error, shortened unless `full`.
std::vector<Line> tool_lines(json::View part, int width, bool full);

}  // namespace sessionstore::cli
