#pragma once

#include <sessionstore/sql/connection.h>
#include <sessionstore/store.h>

/// The statements on projects, inside the caller's transaction.
namespace sessionstore::sql {

/// Makes the project where there is none, with its id's last component as its name.
void ensure_project(Connection& connection, std::string_view id);
/// Makes or updates the project's row, adds the aliases that nobody has, sets the records.
void put_project_rows(Connection& connection, const Project& project);
std::optional<Project> select_project(Connection& connection, std::string_view id_or_alias);
std::vector<Project> select_whole_projects(Connection& connection);
std::vector<ProjectSummary> select_project_summaries(Connection& connection);

}  // namespace sessionstore::sql
