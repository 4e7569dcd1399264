#include "sql/project_queries.h"

#include <algorithm>

#include "sql/duplicate.h"
#include "sql/row_checksums.h"
#include "sql/rows.h"

namespace sessionstore::sql {
namespace {

std::optional<std::string> select_one_text(Connection& connection, std::string_view sql,
                                           std::string_view parameter) {
  std::optional<std::string> text;
  connection.query(sql, {parameter}, [&](const Row& row) { text = text_of(row, 0); });
  return text;
}

std::vector<std::string> select_aliases(Connection& connection, std::string_view id) {
  std::vector<std::string> aliases;
  connection.query("SELECT alias FROM ss_project_alias WHERE project_id = ? ORDER BY alias", {id},
                   [&](const Row& row) { aliases.push_back(text_of(row, 0)); });
  return aliases;
}

void put_project_record(Connection& connection, std::string_view project_id, const Record& record) {
  const Checksum checksum = project_record_checksum(project_id, record);
  const std::int64_t matched = connection.execute(
      "UPDATE ss_project_record SET data = ?, hash = ?, checksum = ? "
      "WHERE project_id = ? AND kind = ? AND record_key = ?",
      {record.data.text(), blob_of(record.data.hash()), checksum, project_id, record.kind,
       record.key});
  if (matched != 0) return;
  insert_new([&] {
    connection.execute(
        "INSERT INTO ss_project_record (project_id, kind, record_key, data, hash, checksum) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {project_id, record.kind, record.key, record.data.text(), blob_of(record.data.hash()),
         checksum});
  });
}

/// Inserts a row that another writer may have inserted just now; then theirs stays.
template <typename Insert>
void insert_unless_there(const Insert& insert) {
  try {
    insert();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::already_exists) throw;
  }
}

/// Of rows that are ordered by id; null where there is none.
template <typename AnyRow>
AnyRow* find_by_id(std::vector<AnyRow>& rows, std::string_view id) {
  const auto place = std::ranges::lower_bound(
      rows, id, {}, [](const AnyRow& row) { return std::string_view(row.id); });
  return place != rows.end() && place->id == id ? &*place : nullptr;
}

}  // namespace

std::string_view name_by_id(std::string_view id) {
  const std::string_view name = id.substr(id.rfind('/') + 1);
  return name.empty() ? id : name;
}

std::optional<std::string> select_project_name(Connection& connection, std::string_view id) {
  return select_one_text(connection, "SELECT name FROM ss_project WHERE id = ?", id);
}

void ensure_project(Connection& connection, std::string_view id) {
  if (select_one_text(connection, "SELECT id FROM ss_project WHERE id = ?", id)) return;
  const std::string_view name = name_by_id(id);
  insert_unless_there([&] {
    connection.execute("INSERT INTO ss_project (id, name, checksum) VALUES (?, ?, ?)",
                       {id, name, project_checksum(id, name)});
  });
}

void put_project_rows(Connection& connection, const Project& project) {
  ensure_project(connection, project.id);
  connection.execute(
      "UPDATE ss_project SET name = ?, checksum = ? WHERE id = ?",
      {std::string_view(project.name), project_checksum(project.id, project.name), project.id});
  for (const std::string& alias : project.aliases) {
    if (select_one_text(connection, "SELECT project_id FROM ss_project_alias WHERE alias = ?",
                        alias)) {
      continue;
    }
    insert_unless_there([&] {
      connection.execute(
          "INSERT INTO ss_project_alias (alias, project_id, checksum) VALUES (?, ?, ?)",
          {std::string_view(alias), project.id, alias_checksum(alias, project.id)});
    });
  }
  for (const Record& record : project.records) put_project_record(connection, project.id, record);
}

std::optional<Project> select_project(Connection& connection, std::string_view id_or_alias) {
  std::string id(id_or_alias);
  auto name = select_project_name(connection, id);
  if (!name) {
    const auto aliased = select_one_text(
        connection, "SELECT project_id FROM ss_project_alias WHERE alias = ?", id_or_alias);
    if (!aliased) return std::nullopt;
    id = *aliased;
    name = select_project_name(connection, id);
  }
  Project project{id, name.value_or(id), select_aliases(connection, id), {}};
  connection.query(
      "SELECT kind, record_key, data, hash FROM ss_project_record WHERE project_id = ? "
      "ORDER BY kind, record_key",
      {std::string_view(id)}, [&](const Row& row) { project.records.push_back(record_from(row)); });
  return project;
}

std::vector<Project> select_whole_projects(Connection& connection) {
  std::vector<Project> projects;
  connection.query("SELECT id, name FROM ss_project ORDER BY id", {}, [&](const Row& row) {
    projects.push_back({text_of(row, 0), text_of(row, 1), {}, {}});
  });
  connection.query("SELECT project_id, alias FROM ss_project_alias ORDER BY project_id, alias", {},
                   [&](const Row& row) {
                     if (Project* const project = find_by_id(projects, row.bytes(0))) {
                       project->aliases.push_back(text_of(row, 1));
                     }
                   });
  connection.query(
      "SELECT kind, record_key, data, hash, project_id FROM ss_project_record "
      "ORDER BY project_id, kind, record_key",
      {}, [&](const Row& row) {
        if (Project* const project = find_by_id(projects, row.bytes(4))) {
          project->records.push_back(record_from(row));
        }
      });
  return projects;
}

std::vector<ProjectSummary> select_project_summaries(Connection& connection) {
  std::vector<ProjectSummary> summaries;
  connection.query(
      "SELECT p.id, p.name, (SELECT COUNT(*) FROM ss_session s WHERE s.project_id = p.id) "
      "FROM ss_project p ORDER BY p.id",
      {}, [&](const Row& row) {
        summaries.push_back({text_of(row, 0), text_of(row, 1), row.integer(2), {}});
      });
  connection.query("SELECT project_id, alias FROM ss_project_alias ORDER BY project_id, alias", {},
                   [&](const Row& row) {
                     if (ProjectSummary* const summary = find_by_id(summaries, row.bytes(0))) {
                       summary->aliases.push_back(text_of(row, 1));
                     }
                   });
  return summaries;
}

}  // namespace sessionstore::sql
