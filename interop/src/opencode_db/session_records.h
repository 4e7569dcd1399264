#pragma once

#include <sessionstore/model.h>

#include <string>
#include <vector>

#include "opencode_shapes/reports.h"
#include "table.h"

namespace sessionstore::interop {

/// A row of the table `todo` as an entry of the list that flat files have.
std::string todo_object(const TableRow& row);

/// What a session owns besides its messages: the todo list and the share, shaped as in OpenCode's
/// flat files (a share's secret stays out), and the rows of tables that are not known here. Ordered
/// by kind and key.
std::vector<Record> read_session_records(sql::Connection& connection, const Tables& tables,
                                         const std::string& session_id, const Reports& reports);

}  // namespace sessionstore::interop
