#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

/// The statements on projects, inside the caller's transaction.
namespace sessionstore::sql {

/// What a project is called that nobody has named: its id's last component.
std::string_view name_by_id(std::string_view id);
/// Makes the project where there is none, with the name by its id.
void ensure_project(Connection& connection, std::string_view id);
/// Makes or updates the project's row, adds the aliases that nobody has, sets the records.
void put_project_rows(Connection& connection, const Project& project);
std::optional<std::string> select_project_name(Connection& connection, std::string_view id);
std::optional<Project> select_project(Connection& connection, std::string_view id_or_alias);
std::vector<Project> select_whole_projects(Connection& connection);
std::vector<ProjectSummary> select_project_summaries(Connection& connection);

}  // namespace sessionstore::sql
