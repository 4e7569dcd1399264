#pragma once

#include <sessionstore/column_check.h>
#include <sessionstore/store.h>

#include <string>

namespace sessionstore::sql {

struct ColumnFinding {
  Difference difference;
  bool repaired = false;
};

/// Of what can be put right, and is where `check` repairs. `session` is empty for a project.
ColumnFinding restorable(std::string session, std::string what, const ColumnCheck& check);
/// Of what nothing gives back. It stays, or is taken as it is where `check` accepts.
ColumnFinding lost(std::string session, std::string what, const ColumnCheck& check);

}  // namespace sessionstore::sql
