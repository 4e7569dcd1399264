#include "go_plan.h"

#include <fmt/format.h>
#include <sessionstore/project.h>

#include <optional>
#include <utility>

#include "opencode_db/other_tables.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/project_map.h"
#include "opencode_shapes/well_known.h"

namespace sessionstore::interop {
namespace {

bool is_read_by_name(const Table& table) {
  return table.name == "sessions" || table.name == "messages" || table.name == "files" ||
         table.name == "goose_db_version";
}

class GoPlanner {
 public:
  GoPlanner(sql::Connection& connection, const std::filesystem::path& directory,
            const AliasLookup& known_alias)
      : connection_(connection),
        plan_{GoTables(connection), {}, {}, {}, {}},
        directory_(directory),
        known_alias_(known_alias),
        by_directory_(known_alias) {}

  GoPlan run(const std::string& location) {
    plan_.tables.require_known(location);
    plan_.tables.choose_access(connection_, plan_.skipped);
    read_sessions();
    read_orphans("messages");
    if (find_table(plan_.tables.all(), "files") != nullptr) read_orphans("files");
    for (const auto& [name, table] : plan_.tables.all()) {
      if (!is_read_by_name(table)) read_other(table);
    }
    for (Project& project : by_directory_.take()) take_project(std::move(project));
    for (auto& [id, project] : projects_) plan_.projects.push_back(std::move(project));
    return std::move(plan_);
  }

 private:
  void read_sessions() {
    const Table& table = plan_.tables.at("sessions");
    const bool knows_projects = table.has("project_id");
    const auto take = [&](const sql::Row& row) {
      const std::string id(row.bytes(0));
      if (!take_id(id)) return;
      GoSession& session = plan_.sessions[id];
      session.has_row = true;
      place(session, knows_projects ? std::string(row.bytes(1)) : std::string());
    };
    const std::string list = knows_projects ? "id, project_id" : "id";
    if (!plan_.tables.has_row_ids()) {
      connection_.query(fmt::format("SELECT {} FROM sessions", list), {}, take);
      return;
    }
    scan_rows(connection_, table, list, knows_projects ? 2 : 1, take, [&](const Gap& gap) {
      if (table.scan == nullptr) plan_.skipped.push_back({"table sessions", described(gap)});
    });
  }

  void place(GoSession& session, const std::string& named) {
    if (named.empty()) {
      session.directory = directory_.string();
      session.project_id = by_directory_.of_directory(session.directory);
      return;
    }
    session.project_id = project_named(named);
    if (session.project_id == project_here()) session.directory = directory_.string();
  }

  /// The project of such a name: a fork's project ids are made as ours are.
  const std::string& project_named(const std::string& name) {
    const auto [found, added] = named_.try_emplace(name);
    if (!added) return found->second;
    std::optional<std::string> known;
    const std::string fit = fit_id(printable(name));
    if (known_alias_) known = known_alias_(fit);
    found->second = known.value_or(fit);
    Project project;
    project.id = found->second;
    project.name = project.id.substr(project.id.rfind('/') + 1);
    if (project.id != fit) project.aliases.push_back(fit);
    take_project(std::move(project));
    return found->second;
  }

  const std::string& project_here() {
    if (!here_) {
      here_ = directory_.empty() ? "" : identify_project(directory_, Aliases::none).id;
    }
    return *here_;
  }

  void take_project(Project project) {
    const auto [found, added] = projects_.try_emplace(project.id, project);
    if (added) return;
    for (std::string& alias : project.aliases) found->second.aliases.push_back(std::move(alias));
    for (Record& record : project.records) found->second.records.push_back(std::move(record));
  }

  /// Rows whose session is gone. Foreign keys hold them off only where somebody switched these on.
  void read_orphans(std::string_view table) {
    for (const std::string& id : sessions_in(plan_.tables.at(table))) {
      if (!plan_.sessions.contains(id) && take_id(id)) place(plan_.sessions[id], {});
    }
  }

  /// What a table names as sessions. Compared here and not by the database: two tables of a server
  /// may differ in how they compare.
  std::vector<std::string> sessions_in(const Table& table) {
    std::vector<std::string> ids;
    if (table.scan != nullptr) {
      for (const auto& entry : table.scan->by("session_id")) ids.push_back(entry.first);
      std::erase(ids, std::string());
      return ids;
    }
    connection_.query(fmt::format("SELECT DISTINCT session_id FROM {} WHERE session_id IS NOT NULL",
                                  quoted_name(table)),
                      {}, [&](const sql::Row& row) { ids.emplace_back(row.bytes(0)); });
    return ids;
  }

  bool take_id(const std::string& id) {
    if (is_usable_id(id) && printable(id) == id) return true;
    plan_.skipped.push_back({"session " + printable(id), "its id is none that can be kept"});
    return false;
  }

  /// A table that came with a fork, or that is somebody else's: a server's database has many users.
  void read_other(const Table& table) {
    std::int64_t left = 0;
    if (!is_session_table(table)) {
      left = read_project_records(table, "", {});
    } else {
      left = read_project_records(table, "WHERE session_id IS NULL", {});
      for (const std::string& id : sessions_in(table)) {
        if (plan_.sessions.contains(id)) continue;
        left += read_project_records(table, "WHERE session_id = ?", {id});
      }
    }
    if (left == 0) return;
    plan_.notes.push_back(
        {fmt::format("table {}", printable(table.name)),
         fmt::format("{} of its rows name neither a session nor a project: not taken", left)});
  }

  /// Gives how many of the rows name no project.
  std::int64_t read_project_records(const Table& table, std::string_view which,
                                    std::initializer_list<sql::Value> parameters) {
    if (!table.has("project_id")) {
      std::int64_t rows = 0;
      connection_.query(fmt::format("SELECT count(*) FROM {} {}", quoted_name(table), which),
                        parameters, [&](const sql::Row& row) { rows = row.integer(0); });
      return rows;
    }
    std::int64_t left = 0;
    connection_.query(plan_.tables.select(table, which), parameters, [&](const sql::Row& raw) {
      const TableRow row(table, raw);
      const std::string project(row.bytes("project_id"));
      if (project.empty()) {
        ++left;
      } else {
        projects_.at(project_named(project)).records.push_back(record_of(row, ""));
      }
    });
    return left;
  }

  sql::Connection& connection_;
  GoPlan plan_;
  const std::filesystem::path& directory_;
  const AliasLookup& known_alias_;
  ProjectMap by_directory_;
  std::map<std::string, std::string> named_;  // a fork's project id, and ours
  std::map<std::string, Project> projects_;
  std::optional<std::string> here_;
};

}  // namespace

GoPlan plan_go_database(sql::Connection& connection, const std::string& location,
                        const std::filesystem::path& directory, const AliasLookup& known_alias) {
  return GoPlanner(connection, directory, known_alias).run(location);
}

bool is_session_table(const Table& table) {
  return table.has("session_id") && !is_read_by_name(table);
}

}  // namespace sessionstore::interop
