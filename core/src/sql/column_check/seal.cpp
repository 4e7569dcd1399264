#include "sql/column_check/seal.h"

#include <initializer_list>
#include <utility>
#include <vector>

#include "sql/column_check/checked_rows.h"
#include "sql/session_queries.h"

namespace sessionstore::sql {
namespace {

void seal(Connection& connection, const std::string& owner,
          std::initializer_list<CheckedTable> tables) {
  // Of one table at a time: nothing may be written while rows are read.
  for (const CheckedTable table : tables) {
    std::vector<std::pair<RowPlace, Checksum>> rows;
    for_each_row(connection, {table, true, owner, true}, [&](const CheckedRow& checked) {
      rows.emplace_back(checked.place, checked.computed);
    });
    for (const auto& [place, checksum] : rows) set_checksum(connection, place, checksum);
  }
}

}  // namespace

void seal_session(Connection& connection, const std::string& session_id) {
  if (!lock_session(connection, session_id)) return;
  seal(connection, session_id,
       {CheckedTable::session, CheckedTable::message, CheckedTable::part, CheckedTable::delta,
        CheckedTable::record});
  seal_updated(connection, session_id);
}

void seal_project(Connection& connection, const std::string& project_id) {
  seal(connection, project_id,
       {CheckedTable::project, CheckedTable::alias, CheckedTable::project_record});
}

}  // namespace sessionstore::sql
