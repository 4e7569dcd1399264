#include <fmt/format.h>

#include "sql/column_check/judge_original.h"
#include "sql/project_queries.h"

namespace sessionstore::sql {

/// What is named by itself, and whose name may be the one that it had first.
std::optional<ColumnFinding> judge_project(Connection& connection, const SuspectRow& suspect,
                                           const ColumnCheck& check) {
  const RowPlace& place = suspect.place;
  const std::optional<std::string> name = select_project_name(connection, place.owner);
  if (!name) return std::nullopt;
  const std::string what = fmt::format("project '{}'", place.owner);
  const std::string first(name_by_id(place.owner));
  if (project_checksum(place.owner, first) != suspect.checksum) {
    return lost_row(connection, place, what, "id, name", check);
  }
  if (check.repair != ColumnRepair::none)
    put_project_rows(connection, {place.owner, first, {}, {}});
  return restored(place, what, {{"name", fmt::format("'{}'", *name), fmt::format("'{}'", first)}},
                  check);
}

std::optional<ColumnFinding> judge_alias(Connection& connection, const SuspectRow& suspect,
                                         const ColumnCheck& check) {
  const std::string& alias = suspect.place.id;
  const std::string what = fmt::format("alias '{}'", alias);
  for (const std::string& project : select_all(connection, "SELECT id FROM ss_project")) {
    if (alias_checksum(alias, project) != suspect.checksum) continue;
    if (check.repair != ColumnRepair::none) {
      connection.execute("UPDATE ss_project_alias SET project_id = ? WHERE alias = ?",
                         {std::string_view(project), alias});
    }
    return restorable("", fmt::format("{}: it is of project '{}'", what, project), check);
  }
  return lost_row(connection, suspect.place, what, "alias, project_id", check);
}

}  // namespace sessionstore::sql
