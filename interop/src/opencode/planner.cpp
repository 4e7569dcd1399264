#include "planner.h"

#include <sessionstore/json/view.h>

#include <algorithm>

#include "layout_marker.h"
#include "message_scan.h"
#include "project_files.h"
#include "project_map.h"
#include "record_scan.h"
#include "session_scan.h"

namespace sessionstore::interop {
namespace {

bool names_session(const std::string& kind, const std::string& id) {
  return kind == "todo" || kind == "session_diff" || kind == "session_share" ||
         id.starts_with("ses_");
}

class Planner {
 public:
  Planner(Storage& storage, const AliasLookup& known_alias)
      : storage_(storage), skipped_(plan_.skipped), notes_(plan_.notes), projects_(known_alias) {}

  ReadPlan run() {
    check_layout_marker(storage_, skipped_);
    project_files_.read(storage_, skipped_, notes_);
    scan_sessions(storage_, plan_);
    scan_messages(storage_, plan_);
    project_files_.learn_directories(plan_.sessions);
    for (RecordFile& file : scan_record_files(storage_, skipped_)) give_owner(std::move(file));
    for (auto& [id, session] : plan_.sessions) session.project_id = project_of(session);
    for (auto& [agent_id, document] : project_files_.take_documents()) {
      projects_.add_record(project_of_agent(agent_id), {"project", agent_id, std::move(document)});
    }
    plan_.projects = projects_.take();
    return std::move(plan_);
  }

 private:
  std::string project_of_agent(const std::string& agent_id) {
    // Its sessions go by their own directories; what is said of all of them has a place of its own.
    if (agent_id == kGlobalProject) return kGlobalProject;
    return projects_.of_agent_project(agent_id, project_files_.directory_of(agent_id));
  }

  std::string project_of(const PlannedSession& session) {
    std::string agent_id = session.agent_projects.empty()
                               ? project_files_.owner_of(session.directory)
                               : session.agent_projects.front();
    if (agent_id.empty() || agent_id == kGlobalProject) {
      return projects_.of_directory(session.directory);
    }
    return project_of_agent(agent_id);
  }

  void give_owner(RecordFile file) {
    const std::size_t slash = std::min(file.key.find('/'), file.key.size());
    const std::string first = file.key.substr(0, slash);
    const auto found = plan_.sessions.find(first);
    if (found != plan_.sessions.end() || names_session(file.kind, first)) {
      PlannedSession& session = plan_.sessions[first];
      session.id = first;
      file.key = slash < file.key.size() ? fit_id(file.key.substr(slash + 1)) : "";
      session.record_files.push_back(std::move(file));
      return;
    }
    std::string project = kRecoveredProject;
    if (file.kind == "permission" || project_files_.knows(first)) {
      project = project_of_agent(first);
    } else {
      file.key = file.path;
    }
    file.key = fit_id(std::move(file.key));
    if (auto record = read_record(storage_, file, skipped_)) {
      if (storage_.reader.repaired()) notes_.add(file.path, kRepaired);
      projects_.add_record(project, *std::move(record));
    }
  }

  Storage& storage_;
  ReadPlan plan_;
  SkippedList skipped_;
  SkippedList notes_;
  ProjectMap projects_;
  ProjectFiles project_files_;
};

}  // namespace

ReadPlan make_plan(Storage& storage, const AliasLookup& known_alias) {
  return Planner(storage, known_alias).run();
}

}  // namespace sessionstore::interop
