#pragma once

#include <sessionstore/json/document.h>

#include "table.h"

namespace sessionstore::interop {

/// A row of OpenCode's table `project` as the object of its flat files.
json::Document read_project_row(const TableRow& row);

}  // namespace sessionstore::interop
