#include "database_plan.h"

#include <fmt/format.h>
#include <sessionstore/error.h>
#include <sessionstore/json/view.h>

#include <utility>

#include "generation.h"
#include "opencode_shapes/ids.h"
#include "opencode_shapes/project_directories.h"
#include "opencode_shapes/project_map.h"
#include "opencode_shapes/well_known.h"
#include "orphaned_parts.h"
#include "other_tables.h"
#include "project_row.h"
#include "row_access.h"
#include "schema_left.h"
#include "second_generation.h"

namespace sessionstore::interop {
namespace {

class DatabasePlanner {
 public:
  DatabasePlanner(sql::Connection& connection, const AliasLookup& known_alias, PlanDepth depth)
      : connection_(connection), projects_(known_alias) {
    plan_.depth = depth;
  }

  DatabasePlan run(const std::string& location) {
    plan_.tables = read_tables(connection_);
    require_known_generation(connection_, plan_.tables, location);
    choose_row_access(
        connection_, plan_.tables,
        plan_.depth == PlanDepth::all ? ComparedWith::table : compared_for_one(connection_),
        plan_.damaged);
    read_projects();
    read_sessions();
    if (has_second_generation(plan_.tables)) read_second_sessions();
    bears("messages and parts without an owner", [&] { read_orphans(); });
    for (auto& [id, session] : plan_.sessions) session.project_id = project_of(session);
    for (auto& [agent_id, document] : documents_) {
      projects_.add_record(project_of_agent(agent_id),
                           {"project", fit_id(agent_id), std::move(document)});
    }
    for (const auto& named : plan_.tables) {
      const Table& table = named.second;
      if (belonging_of(table) != Belonging::project) continue;
      bears("table " + printable(table.name), [&] { read_project_records(table); });
    }
    if (plan_.depth == PlanDepth::all) {
      bears("other tables",
            [&] { name_tables_of_nobody(connection_, plan_.tables, plan_.skipped); });
      bears("the schema",
            [&] { name_schema_left(connection_, plan_.tables, plan_.skipped, plan_.notes); });
    }
    plan_.projects = projects_.take();
    return std::move(plan_);
  }

 private:
  void read_projects() {
    const Table& table = plan_.tables.at("project");
    scan_table_rows(
        connection_, table,
        [&](const TableRow& row) {
          const std::string id(row.bytes("id"));
          json::Document document = read_project_row(row);
          const auto [found, added] = documents_.try_emplace(id, std::move(document));
          if (added) {
            directories_.add_project(id, std::string(row.bytes("worktree")));
          } else if (found->second.text() != document.text()) {
            plan_.skipped.push_back(
                {"project " + printable(id),
                 "it is there more than once, and differs: the first was taken"});
          }
        },
        [&](const Gap& gap) { name_gap(table, gap); });
  }

  void read_sessions() {
    const auto add = [&](const sql::Row& row) { add_session(row); };
    const Table& table = plan_.tables.at("session");
    bool whole = true;
    scan_rows(connection_, table, "id, project_id, directory", 3, add, [&](const Gap& gap) {
      whole = false;
      name_gap(table, gap);
    });
    if (whole) return;
    // The index of the ids still tells which sessions there are.
    std::vector<std::string> ids;
    bears("the index of table session", [&] {
      connection_.query("SELECT id FROM session ORDER BY id", {},
                        [&](const sql::Row& row) { ids.emplace_back(row.bytes(0)); });
    });
    for (const std::string& id : ids) {
      if (const auto known = plan_.sessions.find(id);
          known != plan_.sessions.end() && known->second.has_row) {
        continue;
      }
      const bool read = bears("session " + printable(id), [&] {
        connection_.query("SELECT id, project_id, directory FROM session WHERE id = ?", {id}, add);
      });
      if (!read && take_id(id)) plan_.sessions.try_emplace(id);
    }
  }

  /// A scan has named what it could not read.
  void name_gap(const Table& table, const Gap& gap) {
    if (table.scan != nullptr) return;
    plan_.skipped.push_back({"table " + printable(table.name), described(gap)});
  }

  void add_session(const sql::Row& row) {
    const std::string id(row.bytes(0));
    if (!take_id(id)) return;
    DatabaseSession& session = plan_.sessions[id];
    session.agent_project_id = row.bytes(1);
    session.directory = row.bytes(2);
    if (!std::exchange(session.has_row, true)) {
      directories_.add_session(session.agent_project_id, session.directory);
    }
  }

  /// Returns false, and names what is damaged, where the file cannot be read there.
  template <typename Read>
  bool bears(const std::string& what, const Read& read) {
    try {
      read();
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::corrupt) throw;
      plan_.skipped.push_back({what, error.what()});
      return false;
    }
  }

  void read_second_sessions() {
    bool any = false;
    const Table& table = plan_.tables.find(kSecondSessions)->second;
    scan_rows(
        connection_, table, "id, project_id, directory", 3,
        [&](const sql::Row& row) {
          const std::string id(row.bytes(0));
          if (!take_id(id)) return;
          any = true;
          DatabaseSession& session = plan_.sessions[id];
          session.has_second_row = true;
          if (session.has_row) return;
          session.agent_project_id = row.bytes(1);
          session.directory = row.bytes(2);
          directories_.add_session(session.agent_project_id, session.directory);
        },
        [&](const Gap& gap) { name_gap(table, gap); });
    if (any) plan_.notes.push_back({"table session_v2", kProvisional});
  }

  void read_orphans() {
    for (const std::string& id : sessions_without_row("message")) recover_session(id);
    if (plan_.depth == PlanDepth::all) {
      read_parts_without_message();
      return;
    }
    for (const std::string& id : sessions_without_row("part")) {
      if (!orphans_of(connection_, plan_.tables, id).empty()) recover_session(id);
    }
  }

  /// Sessions that only rows of `table` tell of. OpenCode's foreign keys hold such rows off; tools
  /// that did not switch these on let them in. Steps from one session to the next by index.
  std::vector<std::string> sessions_without_row(std::string_view table) {
    std::vector<std::string> ids;
    const auto add = [&](std::string_view id) {
      const auto known = plan_.sessions.find(id);
      if (known == plan_.sessions.end() || !known->second.has_row) ids.emplace_back(id);
    };
    if (const auto& scan = plan_.tables.find(table)->second.scan) {
      for (const auto& entry : scan->by("session_id")) add(entry.first);
      return ids;
    }
    connection_.query(
        fmt::format("WITH RECURSIVE one(id) AS (SELECT min(session_id) FROM {0} UNION ALL "
                    "SELECT (SELECT min(session_id) FROM {0} WHERE session_id > one.id) FROM one "
                    "WHERE one.id IS NOT NULL) SELECT id FROM one WHERE id IS NOT NULL",
                    table),
        {}, [&](const sql::Row& row) { add(row.bytes(0)); });
    return ids;
  }

  /// Messages that only parts tell of.
  void read_parts_without_message() {
    for (const std::string& message : messages_of_parts_alone(connection_, plan_.tables)) {
      std::string session;
      const bool read = bears("the parts of message " + printable(message), [&] {
        session = session_of_part(connection_, plan_.tables, message);
      });
      if (!read) continue;
      if (recover_session(session)) plan_.sessions[session].orphans.push_back(message);
    }
  }

  bool recover_session(const std::string& id) {
    if (!take_id(id)) return false;
    plan_.sessions.try_emplace(id);
    return true;
  }

  bool take_id(const std::string& id) {
    if (is_usable_id(id) && printable(id) == id) return true;
    plan_.skipped.push_back({"session " + printable(id), "its id is none that can be kept"});
    return false;
  }

  void read_project_records(const Table& table) {
    std::map<std::string, std::string> known;  // what there is, by project and key
    scan_table_rows(
        connection_, table,
        [&](const TableRow& row) {
          Record record = record_of(row, "");
          const std::string project = project_of_agent(std::string(row.bytes("project_id")));
          const auto [found, added] =
              known.try_emplace(project + '\0' + record.key, record.data.text());
          if (added) return projects_.add_record(project, std::move(record));
          if (found->second == record.data.text()) return;
          plan_.skipped.push_back({fmt::format("table {}, {}", table.name, printable(record.key)),
                                   "it is there more than once, and differs: the first was taken"});
        },
        [&](const Gap& gap) { name_gap(table, gap); });
  }

  std::string project_of_agent(const std::string& agent_id) {
    if (agent_id == kGlobalProject) return kGlobalProject;
    return projects_.of_agent_project(agent_id, directories_.directory_of(agent_id));
  }

  std::string project_of(const DatabaseSession& session) {
    const std::string& agent_id = session.agent_project_id;
    if (agent_id.empty() || agent_id == kGlobalProject) {
      return projects_.of_directory(session.directory);
    }
    return project_of_agent(agent_id);
  }

  sql::Connection& connection_;
  DatabasePlan plan_;
  ProjectMap projects_;
  ProjectDirectories directories_;
  std::map<std::string, json::Document> documents_;  // of table project, by OpenCode's id
};

}  // namespace

DatabasePlan plan_database(sql::Connection& connection, const std::string& location,
                           const AliasLookup& known_alias, PlanDepth depth) {
  return DatabasePlanner(connection, known_alias, depth).run(location);
}

}  // namespace sessionstore::interop
