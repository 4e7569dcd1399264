#pragma once

#include <sessionstore/json/view.h>

#include <optional>
#include <string_view>
#include <vector>

#include "render/part_lines.h"

namespace sessionstore::cli {

/// A part as the Go OpenCode writes it, `{"type": ..., "data": {...}}`; nothing for any other.
std::optional<std::vector<Line>> go_part_lines(std::string_view type, json::View part, int width,
                                               bool full);

}  // namespace sessionstore::cli
