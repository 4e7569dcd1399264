#pragma once

#include <sessionstore/model.h>

#include <string>
#include <vector>

#include "row_values.h"

namespace sessionstore::interop {

/// What a session's messages sum up to, for OpenCodes that keep it in the session's row.
struct Usage {
  double cost = 0;
  std::int64_t input = 0;
  std::int64_t output = 0;
  std::int64_t reasoning = 0;
  std::int64_t cache_read = 0;
  std::int64_t cache_write = 0;

  void add(json::View message);
};

/// The row of a session in a table `session` of any version: what read_session_row() makes of a
/// row, the other way. project_id is session.agent_project_id. The names of columns that are left
/// out, for OpenCode could not read what they would hold, are added to `unreadable`.
RowValues session_values(const Table& table, const Session& session, const Usage& usage,
                         std::vector<std::string>* unreadable = nullptr);

}  // namespace sessionstore::interop
