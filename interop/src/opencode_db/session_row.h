#pragma once

#include <sessionstore/model.h>

#include "opencode_shapes/reports.h"
#include "table.h"

namespace sessionstore::interop {

/// A row of OpenCode's table `session` as the session object that OpenCode itself keeps in its flat
/// files and exports: the same members in the same order. What it has no member for stands under
/// `sessionstore.columns`. project_id, counts and sums are left to others. `reports` hears of
/// columns that are no JSON where they should be.
Session read_session_row(const TableRow& row, const Reports& reports);

}  // namespace sessionstore::interop
