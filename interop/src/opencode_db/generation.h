#pragma once

#include <string>

#include "table.h"

namespace sessionstore::interop {

/// Throws unless the tables are those of OpenCode 1.2 to 1.18: Error(version_mismatch) where they
/// are OpenCode's, but not as known here; Error(unsupported) where they are of something else.
void require_known_generation(sql::Connection& connection, const Tables& tables,
                              const std::string& location);

}  // namespace sessionstore::interop
