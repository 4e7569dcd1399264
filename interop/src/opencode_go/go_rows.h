#pragma once

#include <sessionstore/model.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "opencode_db/table.h"
#include "opencode_shapes/reports.h"

/// Rows of a Go OpenCode to rows of ours. A row's data holds all columns that are not NULL, by
/// their names, but those that columns of ours hold: an id, the session, the project, the parts.
namespace sessionstore::interop {

/// Unix time in milliseconds. The original writes seconds, some forks milliseconds: the magnitude
/// tells.
Millis go_time(std::optional<std::int64_t> value);

/// Without its project and its directory.
Session read_go_session(const TableRow& row, const Reports& reports);

/// A message with its parts, still without a place in its session.
struct GoTurn {
  Message message;
  std::vector<Part> parts;
};

/// Throws Error(corrupt) where its parts are no JSON.
GoTurn read_go_message(const TableRow& row, const Reports& reports);

/// All columns that are not NULL and no secrets, but these.
json::Document go_document(const TableRow& row, std::span<const std::string_view> without,
                           const std::string& place, const Reports& reports);

}  // namespace sessionstore::interop
